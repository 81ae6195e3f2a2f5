import { MarkEntry } from '@kickoff/contracts';
import { markKey } from './mark-key.js';

/** What is marked now, as far as the `control` bucket has been read. */
export class MarkTable {
  /** Silenced job types by key of the bucket. */
  private readonly silenced = new Map<string, string>();

  /** False when the entry cannot be read. */
  apply(key: string, value: unknown): boolean {
    const entry = MarkEntry.safeParse(value).data;
    if (value !== undefined && (!entry || markKey(entry.workload, entry.thing) !== key)) return false;
    if (entry?.on && entry.thing.kind === 'silenced') this.silenced.set(key, `${entry.workload}.${entry.thing.name}`);
    else this.silenced.delete(key);
    return true;
  }

  isSilenced(type: string): boolean {
    if (this.silenced.size === 0) return false;
    for (const each of this.silenced.values()) if (each === type) return true;
    return false;
  }
}
