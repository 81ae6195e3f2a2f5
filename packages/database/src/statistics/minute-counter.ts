import type { DataSource } from 'typeorm';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { COUNT_MINUTE_SQL } from './count-minute.sql.js';
import { DELETE_MARKS_SQL, MARKED_MINUTES_SQL, TAKE_WORK_SQL } from './marks.sql.js';

export interface MinuteCounterOptions extends LoopOptions {
  dataSource: DataSource;
  /** How long minutes are kept; what comes for older ones is not counted. Default two days. */
  keepMs?: number;
  /** Time between two turns in milliseconds. Default 15 000. */
  everyMs?: number;
  /** How long after its end a minute is first counted, in milliseconds: events come a little late. Default 10 000. */
  settleMs?: number;
  /** Milliseconds since the epoch. Default the local clock. */
  now?: () => number;
}

export interface MinuteCounts {
  /** Minutes that were counted, for the first time or once more. */
  counted: number;
  /** Minutes so old that their marks were dropped. */
  tooOld: number;
}

export const DAY_MS = 86_400_000;
const LOCK_KEY = 4_711_008;
/** Of one turn, so that a long backlog leaves the connection to others. */
const MOST_MINUTES = 60;

/**
 * Counts what happened in each minute, from the record. Folds mark the minutes that they write about; a minute is counted
 * when it has ended, and again whenever something of it is told later. So repeated events, replays and a recorder that lags
 * change nothing but when a count is right. One replica counts at a time.
 */
export class MinuteCounter extends Loop<MinuteCounts> {
  constructor(private readonly options: MinuteCounterOptions) {
    super(options);
  }

  async runOnce(): Promise<MinuteCounts> {
    const { dataSource, keepMs = 2 * DAY_MS, settleMs = 10_000, now = Date.now } = this.options;
    const counts: MinuteCounts = { counted: 0, tooOld: 0 };
    const marked: { minute: Date; ids: string[] }[] = await dataSource.query(MARKED_MINUTES_SQL, [
      new Date(now() - settleMs),
      MOST_MINUTES,
    ]);
    for (const { minute, ids } of marked) {
      if (this.stopSignal?.aborted) break;
      const isTooOld = minute.getTime() < now() - keepMs;
      const isMine = await dataSource.transaction(async (manager) => {
        const [lock]: { taken: boolean }[] = await manager.query(TAKE_WORK_SQL, [LOCK_KEY]);
        if (!lock?.taken) return false;
        if (!isTooOld) await manager.query(COUNT_MINUTE_SQL, [minute]);
        await manager.query(DELETE_MARKS_SQL, [ids]);
        return true;
      });
      if (!isMine) break;
      counts[isTooOld ? 'tooOld' : 'counted'] += 1;
    }
    return counts;
  }

  protected waitAfter({ counted, tooOld }: MinuteCounts): number {
    return counted + tooOld === MOST_MINUTES ? 0 : (this.options.everyMs ?? 15_000);
  }
}
