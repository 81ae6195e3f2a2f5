import type { Broker } from '../broker/broker.js';
import { parkedJobs } from './parked-jobs.js';
import type { ShardLines } from './shard-lines.js';

const AFTER_MS = 100;
const RETRY_MS = 1_000;

/** Puts jobs that were parked under an owner before in line again. Several shards come at once: one look at the streams serves them all. */
export class RebuildLines {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly broker: Broker,
    private readonly lines: ShardLines,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Shards were gained. */
  soon(afterMs = AFTER_MS): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.runOnce().catch(this.onError);
    }, afterMs);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async runOnce(): Promise<void> {
    const fresh = new Set([...this.lines.shards.values()].filter(({ rebuilt }) => rebuilt === 'no'));
    for (const shard of fresh) shard.rebuilt = 'begun';
    try {
      for await (const { workload, limit: definition, key, id, subject, priority } of parkedJobs(this.broker)) {
        const limit = this.lines.limitOf(workload, definition, key);
        if (!limit || !fresh.has(limit.shard)) continue;
        const line = await this.lines.open(limit, key);
        line.joinParked({ id, cost: 1, reserve: 0 }, { at: 'parked', subject, priority });
      }
      for (const shard of fresh) shard.rebuilt = 'done';
    } catch (error) {
      for (const shard of fresh) shard.rebuilt = 'no';
      this.soon(RETRY_MS);
      throw error;
    }
  }
}
