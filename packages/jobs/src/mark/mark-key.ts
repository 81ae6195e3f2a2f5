import type { MarkedThing } from '@kickoff/contracts';
import { hashKey } from '../job/job-key.js';

export const MARK_PREFIX = 'mark.';

/** Key of a mark in the `control` bucket; hashed, because tags have characters that keys may not. */
export function markKey(workload: string, thing: MarkedThing): string {
  return `${MARK_PREFIX}${workload}.${thing.kind}.${hashKey(thing.kind === 'silenced' ? thing.name : thing.tag)}`;
}
