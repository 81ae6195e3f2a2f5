import { bucketStream, HEADERS, keySubject, nearest, UnknownJobType } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage, messageAt } from '../broker/stream-lookup.js';
import type { ActiveJob } from './active-job.js';
import type { HandledJob } from './handler.js';
import type { JobFinisher } from './job-finisher.js';

const DELAY_MS = 5_000;
/** As long as a rollout of workers may take. */
const PATIENCE_MS = 600_000;

export interface UnservedJobsOptions {
  broker: Broker;
  finisher: JobFinisher;
  handlers: ReadonlyMap<string, HandledJob>;
}

/** What becomes of jobs that this worker has no handler for, or none of their version. Their envelope has been read. */
export class UnservedJobs {
  constructor(private readonly options: UnservedJobsOptions) {}

  /**
   * A type of another version of this workload goes back for a worker that has it, for ten minutes; one that nobody announced
   * is dead at once.
   */
  async unknown(active: ActiveJob): Promise<void> {
    const { received } = active;
    const announced = await lastMessage(
      this.options.broker.connection,
      bucketStream('registry'),
      keySubject('registry', `${received.type}.*`),
    );
    if (announced) return this.giveBack(active, received.type);
    const error = new UnknownJobType(received.type, nearest(received.type, this.options.handlers.keys()));
    return this.options.finisher.end(active, 'dead', `${error.code}: ${error.message}`, error);
  }

  /** Another worker may serve it: it goes back until nobody has done so for long. */
  async giveBack(active: ActiveJob, what: string): Promise<void> {
    const now = this.options.broker.clock.now();
    const unservedSince = await this.unservedSince(active, now);
    if (now - unservedSince < PATIENCE_MS) {
      await this.options.finisher.later(active, 'deferred', {
        runAt: now + DELAY_MS,
        reason: `this worker has no handler for ${what}`,
        unservedSince,
      });
      return;
    }
    const error = new UnknownJobType(what);
    return this.options.finisher.end(active, 'dead', `${error.code}: ${error.message}`, error);
  }

  /** Asked of the stream, because no other job has this header and none should pay for it. */
  private async unservedSince({ received }: ActiveJob, now: number): Promise<number> {
    const stored = await messageAt(this.options.broker.connection, received.stream, received.sequence);
    const since = Number(stored?.headers.get(HEADERS.unservedSince));
    return since > 0 ? since : now;
  }
}
