import type { DataSource } from 'typeorm';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { TAKE_WORK_SQL } from './marks.sql.js';
import { DAY_MS } from './minute-counter.js';
import { FORGET_SQL, rollUpSql } from './roll-up.sql.js';

export interface DownSamplerOptions extends LoopOptions {
  dataSource: DataSource;
  /** Age at which minutes become hours, in milliseconds. Default two days. */
  minutesMs?: number;
  /** Age at which hours become days. Default 14 days. */
  hoursMs?: number;
  /** Age at which days go. Default 90 days. */
  daysMs?: number;
  /** Time between two turns. Default ten minutes. */
  everyMs?: number;
  /** Milliseconds since the epoch. Default the local clock. */
  now?: () => number;
}

export interface DownSampleCounts {
  /** Rows of hours that were made of minutes. */
  hours: number;
  /** Rows of days that were made of hours. */
  days: number;
  /** Rows that were too old. */
  forgotten: number;
}

const HOUR_MS = 3_600_000;
const LOCK_KEY = 4_711_009;

/** Keeps the statistics small: minutes become hours, hours become days, and days go. Nothing is counted anew, only added up. */
export class DownSampler extends Loop<DownSampleCounts> {
  constructor(private readonly options: DownSamplerOptions) {
    super(options);
  }

  async runOnce(): Promise<DownSampleCounts> {
    const {
      dataSource,
      minutesMs = 2 * DAY_MS,
      hoursMs = 14 * DAY_MS,
      daysMs = 90 * DAY_MS,
      now = Date.now,
    } = this.options;
    const before = (ageMs: number, spanMs: number) => new Date(Math.floor((now() - ageMs) / spanMs) * spanMs);
    return dataSource.transaction(async (manager) => {
      const [lock]: { taken: boolean }[] = await manager.query(TAKE_WORK_SQL, [LOCK_KEY]);
      if (!lock?.taken) return { hours: 0, days: 0, forgotten: 0 };
      const hours: unknown[] = await manager.query(rollUpSql('minute', 'hour'), [before(minutesMs, HOUR_MS)]);
      const days: unknown[] = await manager.query(rollUpSql('hour', 'day'), [before(hoursMs, DAY_MS)]);
      const [{ gone }]: [{ gone: number }] = await manager.query(FORGET_SQL, [before(daysMs, DAY_MS)]);
      return { hours: hours.length, days: days.length, forgotten: gone };
    });
  }

  protected waitAfter(): number {
    return this.options.everyMs ?? 600_000;
  }
}
