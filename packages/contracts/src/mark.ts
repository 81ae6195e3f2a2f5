import { z } from 'zod';
import { isName } from './name.js';

/** What people mark in the `control` bucket for lists, logs and screens; it changes nothing about how jobs run. */

export const MarkedThing = z.discriminatedUnion('kind', [
  /** A job type that is kept out of lists and logs. `name`: its verb-noun. */
  z.object({ kind: z.literal('silenced'), name: z.string().refine(isName, 'must be kebab-case') }),
  /** A tag whose jobs somebody wants to see. */
  z.object({ kind: z.literal('watched'), tag: z.string().min(1).max(200) }),
]);
export type MarkedThing = z.infer<typeof MarkedThing>;

/** Request on `announce.<workload>.mark`, answered when it is stored. */
export const MarkRequest = z.object({
  thing: MarkedThing,
  on: z.boolean(),
  reason: z.string().min(1).max(500),
  by: z.string().min(1).max(200),
});
export type MarkRequest = z.infer<typeof MarkRequest>;

/** Value of a mark in the `control` bucket, under `mark.<workload>.<kind>.<hash of the name or tag>`. */
export const MarkEntry = MarkRequest.extend({
  workload: z.string(),
  /** Milliseconds since the epoch, by the server's clock. */
  at: z.number(),
});
export type MarkEntry = z.infer<typeof MarkEntry>;
