import type { DataSource } from 'typeorm';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { ensurePartitions } from '../migrations/partitions.js';

export interface PartitionKeeperOptions extends LoopOptions {
  dataSource: DataSource;
  /** Milliseconds since the epoch. Default the local clock. */
  now?: () => number;
}

const HOUR_MS = 3_600_000;

/** Keeps a week of day partitions ahead. Misses nothing when it is late: rows wait in the default partition. */
export class PartitionKeeper extends Loop<{ created: string[] }> {
  constructor(private readonly options: PartitionKeeperOptions) {
    super(options);
  }

  async runOnce(): Promise<{ created: string[] }> {
    const { dataSource, now = Date.now } = this.options;
    return { created: await ensurePartitions(dataSource, { now: now() }) };
  }

  protected waitAfter(): number {
    return HOUR_MS;
  }
}
