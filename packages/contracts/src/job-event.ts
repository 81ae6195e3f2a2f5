import { z } from 'zod';
import { PRIORITIES } from './priority.js';
import { JOB_STATES, type JobState } from './job-state.js';
import { Envelope } from './envelope.js';
import { JobError } from './job-error.js';

/** One line that a handler logged. */
export const LogLine = z.object({
  at: z.number(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
});
export type LogLine = z.infer<typeof LogLine>;

/**
 * How a delivery went, seen from its attempt. `succeeded` and `failed` end an attempt; the others return the job without
 * spending it.
 */
export const ATTEMPT_OUTCOMES = [
  'succeeded',
  'failed',
  'deferred',
  'parked',
  'interrupted',
  'cancelled',
  'expired',
  'lost',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/**
 * One change of one job, published to `events.<workload>.<name>.job` (`.flow` for a job of a flow) in arrays before the job
 * is acked.
 *
 * The state of a job is that of the event with the greatest (revision, rank of state, delivery). `run` describes the
 * delivery that caused the event; its revision may be one below the event's, because a move publishes the next revision.
 */
export const JobEvent = z.object({
  id: z.string(),
  type: z.string(),
  revision: z.int().min(1),
  /** Delivery count of the message, 0 for events of no delivery. */
  delivery: z.int().min(0),
  state: z.enum(Object.values(JOB_STATES) as [JobState, ...JobState[]]),
  /** Milliseconds since the epoch. */
  at: z.number(),
  queue: z.string(),
  priority: z.enum(PRIORITIES),
  key: z.string(),
  /** Attempt that the job is in (running, ended) or waits for (scheduled, retrying, queued). */
  attempt: z.int().min(1),
  /** For scheduled and retrying: when it becomes due. */
  runAt: z.number().optional(),
  /** Why the job was deferred, parked, cancelled or ended, in words. */
  reason: z.string().optional(),
  error: JobError.optional(),
  output: z.unknown().optional(),
  /** Share done, 0 to 1, and a word on what is being done. */
  progress: z.object({ done: z.number(), note: z.string().optional() }).optional(),
  /** Input, tags and enqueue time; in the first event of each delivery, so that a record without intake is complete. */
  envelope: Envelope.optional(),
  run: z
    .object({
      revision: z.int().min(1),
      delivery: z.int().min(1),
      attempt: z.int().min(1),
      worker: z.string(),
      startedAt: z.number().optional(),
      endedAt: z.number().optional(),
      outcome: z.enum(ATTEMPT_OUTCOMES).optional(),
      metrics: z.record(z.string(), z.number()).optional(),
      annotations: z.record(z.string(), z.unknown()).optional(),
      logs: z.array(LogLine).optional(),
    })
    .optional(),
});
export type JobEvent = z.infer<typeof JobEvent>;
