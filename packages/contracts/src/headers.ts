/** Header names of the wire. A message without `revision` is not Kickoff's. */
export const HEADERS = {
  /** Counts the changes of a job, 1 at enqueue. Every move publishes the next one. */
  revision: 'Kickoff-Revision',
  /** Number of the attempt that the message stands for, from 1. Absent means 1. Only a move raises it. */
  attempt: 'Kickoff-Attempt',
  /** `cancelled`, `expired` or `dead`: the job has ended; whoever receives the message completes that. */
  ending: 'Kickoff-Ending',
  /** Milliseconds since the epoch after which the job must not start. */
  expires: 'Kickoff-Expires',
  /** Why the last move was made, at most 1 KB. */
  reason: 'Kickoff-Reason',
  /** What a parked job waits for, e.g. `line`. */
  waitsFor: 'Kickoff-Waits-For',
  /** Milliseconds since the epoch at which a worker first had no handler for the job's type, while none has had one since. */
  unservedSince: 'Kickoff-Unserved-Since',
  /** Kind and milliseconds of the rule by which the job is unique, e.g. `debounce 5000`; in `later` a newer input may replace it. */
  unique: 'Kickoff-Unique',
  /**
   * Sequences, separated by commas, of earlier messages of the job that a crash may have left stored. Whoever receives the
   * message deletes them before anything else.
   */
  replaces: 'Kickoff-Replaces',
  /** State that the record shows for a message in `later`: `scheduled` or `retrying`. Absent means `scheduled`. */
  state: 'Kickoff-State',
  /** Id of the flow that the job belongs to; its events go to the subject that flows are advanced from. */
  flow: 'Kickoff-Flow',
  /**
   * `1`: somebody waits for the job and is told of it on `notify.<workload>.<id>` (best effort). Absent for all others, so
   * that a job nobody waits for costs nothing. Every move carries it.
   */
  notify: 'Kickoff-Notify',
} as const;

/** Headers that the server defines and Kickoff uses. */
export const NATS_HEADERS = {
  messageId: 'Nats-Msg-Id',
  rollup: 'Nats-Rollup',
  ttl: 'Nats-TTL',
  expectedLastSubjectSequence: 'Nats-Expected-Last-Subject-Sequence',
  expectedLastSubjectSequenceSubject: 'Nats-Expected-Last-Subject-Sequence-Subject',
  schedule: 'Nats-Schedule',
  scheduleTarget: 'Nats-Schedule-Target',
  scheduleTimeZone: 'Nats-Schedule-Time-Zone',
  scheduler: 'Nats-Scheduler',
  scheduleNext: 'Nats-Schedule-Next',
  batchId: 'Nats-Batch-Id',
  batchSequence: 'Nats-Batch-Sequence',
  batchCommit: 'Nats-Batch-Commit',
} as const;
