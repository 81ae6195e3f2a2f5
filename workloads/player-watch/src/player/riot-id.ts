import { z } from 'zod';
import { Platform } from './platform.js';

/** A name as Riot's clients show it, e.g. `Name#TAG`. */
export const RiotId = z.object({
  gameName: z
    .string()
    .trim()
    .min(3, { error: 'must have 3 to 16 characters' })
    .max(16, { error: 'must have 3 to 16 characters' })
    .refine((text) => !/[#/]/.test(text), { error: 'must have neither # nor /' }),
  tagLine: z.string().regex(/^[\p{L}\p{N}]{2,5}$/u, { error: 'must be 2 to 5 letters and digits' }),
});
export type RiotId = z.infer<typeof RiotId>;

/** Whom to track. */
export const TrackedName = RiotId.extend({ platform: Platform });
export type TrackedName = z.infer<typeof TrackedName>;

/** Reads `euw1/Name#TAG`; undefined when it is none. */
export function parseTrackedName(text: string): TrackedName | undefined {
  const [, platform, gameName, tagLine] = /^([^/]+)\/([^#]+)#(.+)$/.exec(text) ?? [];
  return TrackedName.safeParse({ platform, gameName, tagLine }).data;
}
