import type { EnqueueOptions } from '@kickoff/jobs';
import { hashKey } from '@kickoff/jobs';

/** Tag of every job that a schedule made: `schedule:<workload>.<name>`. */
export function scheduleTag(scheduleId: string): string {
  return `schedule:${scheduleId}`;
}

/** Key of the one job that a schedule may have unfinished. */
export function scheduleKey(scheduleId: string): string {
  return hashKey(`schedule:${scheduleId}`);
}

/** What its jobs carry: the time for which each was made, ISO 8601 in UTC; handlers read it as `job.carried.tick`. */
export const TICK = 'tick';

/** What jobs of a schedule have in common, whether a tick, a person or a backfill made them. */
export function scheduledJobOptions(scheduleId: string, dueMs: number): Pick<EnqueueOptions, 'tags' | 'carry'> {
  return { tags: [scheduleTag(scheduleId)], carry: { [TICK]: new Date(dueMs).toISOString() } };
}
