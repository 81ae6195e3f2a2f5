import type { DataSource } from 'typeorm';
import type { JobState } from '@kickoff/contracts';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { dropDay, partitionedDays } from '../migrations/partitions.js';
import { firstIdAt } from '../record/first-id.js';
import { DELETE_ENDED_SQL, DELETE_FLOWS_SQL } from './delete-ended.sql.js';

/** How long the record is kept after the end, in milliseconds. */
export interface KeptFor {
  succeededMs: number;
  /** Cancelled and expired jobs. */
  cancelledMs: number;
  deadMs: number;
  /** Flows, however they ended. */
  flowsMs: number;
}

export interface RetentionOptions extends LoopOptions {
  dataSource: DataSource;
  keptFor: KeptFor;
  /** Milliseconds since the epoch. Default the local clock. */
  now?: () => number;
  /** Time between two turns in milliseconds. Default 60 000. */
  everyMs?: number;
}

export interface RetentionCounts {
  /** Days dropped with all that was in them. */
  days: number;
  /** Jobs deleted one by one. */
  jobs: number;
  flows: number;
}

/** Small, so that a fold that needs one of the rows waits for milliseconds. */
const ENDED_AT_ONCE = 1_000;
/** A flow may have thousands of nodes. */
const FLOWS_AT_ONCE = 10;

/**
 * Forgets what ended long enough ago: whole days where nothing is left to keep, which costs next to nothing, and single jobs
 * by the state in which they ended. Jobs that have not ended stay, however old. Several recorders share the work.
 */
export class Retention extends Loop<RetentionCounts> {
  constructor(private readonly options: RetentionOptions) {
    super(options);
  }

  async runOnce(): Promise<RetentionCounts> {
    const { keptFor, now = Date.now } = this.options;
    const nowMs = now();
    const counts = { days: await this.dropDays(nowMs), jobs: 0, flows: 0 };
    const rules: [states: JobState[], keptMs: number][] = [
      [['succeeded'], keptFor.succeededMs],
      [['cancelled', 'expired'], keptFor.cancelledMs],
      [['dead'], keptFor.deadMs],
    ];
    for (const [states, keptMs] of rules) {
      counts.jobs += await this.deleteAll(DELETE_ENDED_SQL, nowMs - keptMs, ENDED_AT_ONCE, [states]);
    }
    counts.flows = await this.deleteAll(DELETE_FLOWS_SQL, nowMs - keptFor.flowsMs, FLOWS_AT_ONCE);
    return counts;
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 60_000;
  }

  private async dropDays(nowMs: number): Promise<number> {
    const { dataSource, keptFor } = this.options;
    const keepFrom = nowMs - Math.max(keptFor.succeededMs, keptFor.cancelledMs, keptFor.deadMs);
    let dropped = 0;
    for (const day of await partitionedDays(dataSource)) {
      if (this.stopSignal?.aborted) break;
      if (await dropDay(dataSource, day, keepFrom)) dropped += 1;
    }
    return dropped;
  }

  /** Batch after batch, each a transaction of its own. Whatever ended before a time has an id of before it. */
  private async deleteAll(sql: string, beforeMs: number, atOnce: number, first: unknown[] = []): Promise<number> {
    let deleted = 0;
    while (!this.stopSignal?.aborted) {
      const parameters = [...first, new Date(beforeMs), firstIdAt(beforeMs), atOnce];
      const [batch] = await this.options.dataSource.query<[{ deleted: number }]>(sql, parameters);
      deleted += batch.deleted;
      if (batch.deleted < atOnce) break;
    }
    return deleted;
  }
}
