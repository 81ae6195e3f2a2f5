import { z } from 'zod';
import { JobEvent, LogLine } from './job-event.js';

/** Lines that a run logged since its last notice. Best effort: the event that ends the run has them all. */
export const LogNotice = z.object({
  /** The run that logged them, as `JobEvent.run`. */
  run: z.object({ revision: z.int().min(1), delivery: z.int().min(1), attempt: z.int().min(1) }),
  /** Lines of the run before these. */
  from: z.int().min(0),
  logs: z.array(LogLine),
});
export type LogNotice = z.infer<typeof LogNotice>;

/**
 * What whoever waits for a job is told of it, published to `notify.<workload>.<id>` by core NATS: an event without its
 * envelope, once EVENTS has it, or lines that were just logged. Only of a job whose message carries `Kickoff-Notify`.
 */
export const JobNotice = z.union([JobEvent.omit({ envelope: true }), LogNotice]);
export type JobNotice = z.infer<typeof JobNotice>;
