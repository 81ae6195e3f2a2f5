import type { EntityManager } from 'typeorm';
import type { JobContext } from '@kickoff/jobs';

/** The job of a handler that works in transactions. */
export type MatchJob = Pick<JobContext<EntityManager>, 'transaction' | 'in' | 'metric'>;
/** Enqueues with the transaction of such a job. */
export type MatchOutbox = Pick<ReturnType<MatchJob['in']>, 'enqueue' | 'enqueueMany'>;
