import { z } from 'zod';

/** One window of a rate limit: at most `limit` within any `per`. */
export const LimitWindow = z.object({
  limit: z.int().min(1),
  perMs: z.int().min(1),
  /** `sliding`: never more than `limit` in any window of that length. `utc-day`: counted from 00:00 UTC, as upstream quotas are. */
  kind: z.enum(['sliding', 'utc-day']),
});
export type LimitWindow = z.infer<typeof LimitWindow>;

/** A limit that a workload declares and its handlers take from, one request at a time. */
export const LimitDefinition = z.object({
  name: z.string(),
  windows: z.array(LimitWindow).min(1),
});
export type LimitDefinition = z.infer<typeof LimitDefinition>;

/** What a worker asks the limiter. The definition travels along, so the limiter needs no registry. */
export const LimitRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('take'),
    definition: LimitDefinition,
    cost: z.int().min(1),
    /** Leave at least this many of the day's quota for others. */
    reserve: z.int().min(0),
    /** Who waits, e.g. a job id: whoever was refused and asks again under the same name keeps the turn it was promised. */
    waiter: z.string().optional(),
    /** Id of an earlier grant that came too late to be used; its share goes back. */
    unused: z.string().optional(),
    /** Asks for a longer time to start after `notBefore` than the limiter would give; costs throughput. */
    toleranceMs: z.int().min(1).optional(),
  }),
  z.object({ action: z.literal('return'), definition: LimitDefinition, unused: z.string() }),
  z.object({ action: z.literal('close'), definition: LimitDefinition, until: z.number(), reason: z.string() }),
  z.object({
    action: z.literal('observe'),
    definition: LimitDefinition,
    /** What the upstream says is left of the day's quota. */
    dayRemaining: z.int().min(0),
    dayLimit: z.int().min(0),
  }),
  z.object({ action: z.literal('status'), definition: LimitDefinition }),
]);
export type LimitRequest = z.infer<typeof LimitRequest>;

/** The limiter's answer: taken, or when to ask again and why. */
export const LimitReply = z.object({
  granted: z.boolean(),
  /** Names the grant, so that it can be returned unused. */
  grant: z.string().optional(),
  /** The use must begin between these two, by the limiter's clock. */
  notBefore: z.number().optional(),
  useBy: z.number().optional(),
  /** The limiter's clock when the request came in and when this left: what the asker needs to place the two above on its own clock. */
  receivedAt: z.number().optional(),
  repliedAt: z.number().optional(),
  /** Milliseconds since the epoch before which asking again is useless. */
  retryAt: z.number().optional(),
  reason: z.string().optional(),
  /** Of the catalogue of errors, when the request itself is wrong. */
  code: z.string().optional(),
  /** Why it is closed and until when, when it is. */
  closedUntil: z.number().optional(),
  /** Left of the day's quota, when there is one. */
  dayRemaining: z.number().optional(),
  dayLimit: z.number().optional(),
});
export type LimitReply = z.infer<typeof LimitReply>;
