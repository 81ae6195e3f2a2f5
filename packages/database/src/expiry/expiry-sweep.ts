import type { DataSource } from 'typeorm';
import { jobSubject, type Priority } from '@kickoff/contracts';
import { expireJob, type Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { FIND_EXPIRED_SQL } from './find-expired.sql.js';

export interface ExpirySweepOptions extends LoopOptions {
  dataSource: DataSource;
  broker: Broker;
  /** Time between two turns in milliseconds. Default 5000. */
  everyMs?: number;
}

export interface ExpirySweepCounts {
  /** Waiting jobs that the record calls late. */
  late: number;
  /** Jobs among them that were ended here; the others are in a worker's hands, changed meanwhile, or about to fire. */
  expired: number;
}

interface LateJob {
  id: string;
  workload: string;
  name: string;
  queue: string;
  priority: Priority;
  key: string;
  state: 'queued' | 'scheduled';
  expires_at: string;
}

const BATCH = 500;
/** Moves at once: few, so that thousands of late jobs leave the broker to others. */
const SIDE_BY_SIDE = 16;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Ends jobs that nobody started in time and nobody receives, such as those of a queue without workers. The record only tells
 * where to look; the stream decides. With PostgreSQL away expiry waits, except for what workers receive.
 */
export class ExpirySweep extends Loop<ExpirySweepCounts> {
  constructor(private readonly options: ExpirySweepOptions) {
    super(options);
  }

  async runOnce(): Promise<ExpirySweepCounts> {
    const counts: ExpirySweepCounts = { late: 0, expired: 0 };
    const { dataSource, broker } = this.options;
    const now = new Date(broker.clock.now()).toISOString();
    let after = { expires_at: '-infinity', id: FIRST_ID };
    for (;;) {
      const late: LateJob[] = await dataSource.query(FIND_EXPIRED_SQL, [now, after.expires_at, after.id, BATCH]);
      for (let from = 0; from < late.length; from += SIDE_BY_SIDE) {
        if (this.stopSignal?.aborted) return counts;
        const ended = await Promise.all(late.slice(from, from + SIDE_BY_SIDE).map((job) => this.expire(job)));
        counts.expired += ended.filter(Boolean).length;
      }
      counts.late += late.length;
      const last = late.at(-1);
      if (!last || late.length < BATCH) return counts;
      after = last;
    }
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 5_000;
  }

  private expire(job: LateJob): Promise<boolean> {
    const place = job.state === 'queued' ? 'ready' : 'later';
    return expireJob(this.options.broker, { id: job.id, subject: jobSubject({ ...job, place }) });
  }
}
