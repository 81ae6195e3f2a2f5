/** Every state a job can be in. Each comment says who moves a job in and who moves it out. */
export const JOB_STATES = {
  /** Waits for a time. In: enqueue with `delay` or `at`, a defer. Out: the broker's message schedule (queued), cancel, expiry. */
  scheduled: 'scheduled',
  /** Waits for a worker. In: enqueue, a schedule that fires, an unrun return, the scheduler service that puts back a lost one. Out: the worker that receives it (running, expired), cancel. */
  queued: 'queued',
  /** A handler has it. In: the worker that started it. Out: the same worker (succeeded, retrying, scheduled, dead), the next one after a loss, or the scheduler service when its message is lost (dead, queued). */
  running: 'running',
  /** Waits for its next attempt. In: the worker whose attempt failed. Out: the broker's message schedule (queued), cancel. */
  retrying: 'retrying',
  /** Waits for another job of its flow. In: the scheduler service. Out: the scheduler service (queued), cancel. */
  blocked: 'blocked',
  /** A running handler is being told to stop. In: whoever cancels. Out: the worker that runs it (cancelled, succeeded). */
  cancelling: 'cancelling',
  /** Ended well. In: the worker. Out: nobody. */
  succeeded: 'succeeded',
  /** Used up its attempts or failed unrecoverably; kept whole as a dead letter. In: the worker, or the scheduler service for a job whose message is lost. Out: a redrive (queued). */
  dead: 'dead',
  /** Ended on request. In: the canceller or the worker that held it. Out: nobody. */
  cancelled: 'cancelled',
  /** Nobody started it in time. In: the worker that received it too late. Out: nobody. */
  expired: 'expired',
} as const;
export type JobState = (typeof JOB_STATES)[keyof typeof JOB_STATES];

/**
 * Rank of a state within one revision: waiting < running < ended. The state of a job is that of the event with the
 * greatest (revision, rank, delivery), which makes folding events independent of their order.
 */
export const STATE_RANK: Record<JobState, 1 | 2 | 3> = {
  scheduled: 1,
  queued: 1,
  retrying: 1,
  blocked: 1,
  cancelling: 1,
  running: 2,
  succeeded: 3,
  dead: 3,
  cancelled: 3,
  expired: 3,
};

/** How a job ends other than by success. Each is a move with a revision of its own. */
export const ENDINGS = ['cancelled', 'expired', 'dead'] as const satisfies readonly JobState[];
export type Ending = (typeof ENDINGS)[number];

/** Which states may follow which. The diagram in the architecture page is checked against this table. */
export const STATE_TRANSITIONS: Record<JobState, readonly JobState[]> = {
  scheduled: ['queued', 'cancelled', 'expired', 'dead'],
  queued: ['running', 'scheduled', 'cancelled', 'expired', 'dead'],
  running: ['succeeded', 'retrying', 'scheduled', 'queued', 'cancelling', 'cancelled', 'dead'],
  retrying: ['queued', 'cancelled', 'expired', 'dead'],
  blocked: ['queued', 'cancelled', 'expired'],
  cancelling: ['cancelled', 'succeeded'],
  succeeded: [],
  dead: ['queued'],
  cancelled: [],
  expired: [],
};
