import { DrainEntry, drainKey, parseDrainKey } from '@kickoff/contracts';

/** Which queues are drained now, as far as the `control` bucket has been read. */
export class DrainTable {
  /** By key of the bucket. */
  private readonly draining = new Map<string, DrainEntry>();

  /** False when the entry cannot be read. */
  apply(key: string, value: unknown): boolean {
    if (!parseDrainKey(key)) return false;
    const entry = value === undefined ? undefined : DrainEntry.safeParse(value).data;
    if (value !== undefined && !entry) return false;
    if (entry?.draining) this.draining.set(key, entry);
    else this.draining.delete(key);
    return true;
  }

  /** Why a queue takes no new jobs; asked at every enqueue. */
  ofQueue(workload: string, queue: string): DrainEntry | undefined {
    return this.draining.size === 0 ? undefined : this.draining.get(drainKey(workload, queue));
  }
}
