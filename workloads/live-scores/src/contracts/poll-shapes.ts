import { z } from 'zod';
import { Sport } from '../sports/sport.js';

/** Input and output that the three polls share. */
export const PollInput = z.object({ sport: Sport });

export const PollOutput = z.object({
  /** Matches in the responses. */
  listed: z.int(),
  /** Matches that differ from what is stored and were handed on. */
  changed: z.int(),
  /** Matches of the responses that are not the schema; each fails as a job of its own. */
  invalid: z.int(),
  /** Matches in play that the live list no longer has. */
  vanished: z.int(),
});
export type PollOutput = z.infer<typeof PollOutput>;
