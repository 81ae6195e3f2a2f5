/** Headers of a schedule's rule; the broker copies them into each of its ticks. */
export const SCHEDULE_HEADERS = {
  hash: 'Kickoff-Schedule-Hash',
  revision: 'Kickoff-Schedule-Revision',
} as const;
