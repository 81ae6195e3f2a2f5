import { z } from 'zod';

/** An error as it is recorded and sent. */
export const JobError = z.object({
  /** Catalogue code, or the class name of an error from elsewhere. */
  code: z.string(),
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
});
export type JobError = z.infer<typeof JobError>;
