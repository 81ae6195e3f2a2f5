import { fixed } from '@kickoff/jobs';

/** What all job types have in common: kills are many, and may hit a job again and again that did nothing. */
export const common = { queue: 'work', backoff: fixed('250ms'), losses: 10 };
