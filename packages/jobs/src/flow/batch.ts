import { ConfigurationInvalid, type JobNode } from '@kickoff/contracts';
import { FlowBuilder, type FlowStarter } from './flow-builder.js';
import type { PlannedNode } from './flow-plan.js';

/** Many jobs side by side, and what follows them. More can be added while it runs. */
export class Batch extends FlowBuilder {
  private readonly followers: { success?: JobNode; failure?: JobNode; settled?: JobNode } = {};

  constructor(
    starter: FlowStarter,
    private readonly title: string,
    private readonly jobs: readonly (JobNode | FlowBuilder)[],
  ) {
    super(starter, 'batch');
  }

  /** Runs when every job has succeeded. */
  // oxlint-disable-next-line unicorn/no-thenable -- the word of the design; what awaits a batch by mistake is told so
  then(job: JobNode): this {
    if (typeof job === 'function') throw new ConfigurationInvalid(`batch ${this.title}`, 'is no promise: call start()');
    this.followers.success = job;
    return this;
  }

  /** Runs once, as soon as the first job has failed; the others go on. */
  catch(job: JobNode): this {
    this.followers.failure = job;
    return this;
  }

  /** Runs when every job has ended, and `then` or `catch` with them. */
  finally(job: JobNode): this {
    this.followers.settled = job;
    return this;
  }

  protected name(): string {
    return this.title;
  }

  protected nodes(): PlannedNode[] {
    const { success, failure, settled } = this.followers;
    const nodes = this.jobs.map((job, index): PlannedNode => ({
      name: String(index + 1),
      work: job instanceof FlowBuilder ? job.plan() : job,
    }));
    const before = [...(success ? ['then'] : []), ...(failure ? ['catch'] : [])];
    if (success) nodes.push({ name: 'then', work: success, afterAll: 'success' });
    if (failure) nodes.push({ name: 'catch', work: failure, afterAll: 'failure' });
    if (settled) {
      const after = before.map((node) => ({ node, on: 'settled' as const }));
      nodes.push({ name: 'finally', work: settled, afterAll: 'settled', after });
    }
    return nodes;
  }
}
