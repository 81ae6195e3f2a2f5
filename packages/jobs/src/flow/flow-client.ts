import { flowScope, type JobNode } from '@kickoff/contracts';
import type { Publish } from '../broker/publish.js';
import type { QueueOf } from '../client/run-client.js';
import { newJobId } from '../job/job-id.js';
import { Batch } from './batch.js';
import { Chain } from './chain.js';
import { compileFlow, compileJob, type MessageOf } from './compile-flow.js';
import type { FlowBuilder, FlowStarter, StartedFlow, StartOptions } from './flow-builder.js';
import { flowMessages } from './flow-messages.js';
import type { FlowPlan } from './flow-plan.js';
import { Graph, type GraphPart } from './graph.js';

export interface FlowClientOptions {
  /** Server time in milliseconds. */
  now: () => number;
  message: MessageOf;
  /** Stores all of them or none. */
  send: (messages: (Publish & { body: string })[]) => Promise<void>;
  /** Refuses while nothing may be enqueued, or into one of these queues. */
  assertAdmitted: (queues: Iterable<QueueOf>) => void;
}

/** Ids for what is added, by a job that may run again. */
export interface AdditionIds {
  parentId: string | undefined;
  next: (node: JobNode) => string;
}

/** Builds and starts flows, and adds to batches. */
export class FlowClient implements FlowStarter {
  constructor(private readonly options: FlowClientOptions) {}

  /** One job after the other. */
  chain(...steps: readonly [JobNode | FlowBuilder, ...(JobNode | FlowBuilder)[]]): Chain {
    return new Chain(this, steps);
  }

  /** Many jobs side by side. */
  batch(name: string, jobs: readonly (JobNode | FlowBuilder)[]): Batch {
    return new Batch(this, name, jobs);
  }

  /** Jobs that wait for each other by name. */
  flow<Parts extends string>(name: string, parts: Readonly<Record<Parts, GraphPart<NoInfer<Parts>>>>): Graph<Parts> {
    return new Graph(this, name, parts);
  }

  async startFlow(plan: FlowPlan, { id = newJobId(this.options.now()) }: StartOptions): Promise<StartedFlow> {
    const { flows, nodes, workloads, jobIds, queues } = await compileFlow(plan, id, this.options.message);
    this.options.assertAdmitted(queues.values());
    await this.options.send(
      flowMessages({ kind: 'start', flows }, { scope: flowScope(workloads), flowId: id, id }, nodes),
    );
    return { id, jobIds };
  }

  /** Adds jobs to a running batch; returns their ids. */
  async add(flowId: string, jobs: readonly JobNode[], ids?: AdditionIds): Promise<string[]> {
    if (jobs.length === 0) return [];
    this.options.assertAdmitted(ids ? [] : jobs.map(({ contract }) => contract));
    const nodes = [];
    for (const job of jobs) {
      const id = ids?.next(job) ?? newJobId(this.options.now());
      nodes.push({ id, name: id, job: await compileJob(job, id, this.options.message, ids?.parentId) });
    }
    const scope = flowScope(jobs.map(({ contract }) => contract.workload));
    // Of the first job, which is the same when the job that adds it runs again.
    const id = nodes[0]!.id;
    await this.options.send(flowMessages({ kind: 'add' }, { scope, flowId, id }, nodes));
    return nodes.map((node) => node.id);
  }
}
