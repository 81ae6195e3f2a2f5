/**
 * Subjects of a schedule. A schedule's id is `<workload>.<name>`, both kebab-case, so it is two subject tokens as it stands:
 * `schedules.rule.live-scores.poll-live-football`. A right to `schedules.*.<workload>.*` covers one workload.
 */

export const SCHEDULES_STREAM = 'SCHEDULES';
export const ALL_TICKS = 'schedules.tick.*.*';
const TICK_PREFIX = 'schedules.tick.';

/** The broker's message schedule: the rule is the last message on it. */
export function ruleSubject(scheduleId: string): string {
  return `schedules.rule.${scheduleId}`;
}

/** Where the broker puts the rule's ticks. */
export function tickSubject(scheduleId: string): string {
  return `${TICK_PREFIX}${scheduleId}`;
}

export function scheduleIdOfTick(subject: string): string {
  return subject.slice(TICK_PREFIX.length);
}

/** Headers of a rule; the broker copies them into each of its ticks. */
export const SCHEDULE_HEADERS = {
  hash: 'Kickoff-Schedule-Hash',
  revision: 'Kickoff-Schedule-Revision',
} as const;
