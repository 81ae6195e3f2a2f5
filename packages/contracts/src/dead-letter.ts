import { z } from 'zod';
import { Envelope } from './envelope.js';
import { JobError } from './job-error.js';
import { PRIORITIES } from './priority.js';

/** A dead job kept whole in the `DEAD` stream so that it can be retried; for a message that was no job, `raw` keeps its bytes. */
export const DeadLetter = z.object({
  id: z.string(),
  type: z.string(),
  queue: z.string(),
  priority: z.enum(PRIORITIES),
  key: z.string(),
  revision: z.int().min(1),
  attempt: z.int().min(1),
  diedAt: z.number(),
  error: JobError,
  /**
   * Its key is unique: it goes back only while no other unfinished job has the key. Absent where whoever wrote the letter did
   * not know the contract; then a key counts as unique.
   */
  holdsKey: z.boolean().optional(),
  /** Id of the flow that the job belongs to. */
  flow: z.string().optional(),
  envelope: Envelope.optional(),
  /** Of a message that was no job: the subject it came on. */
  subject: z.string().optional(),
  /** Base64 of at most 64 KB of a body that could not be read. */
  raw: z.string().optional(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;
