import { z } from 'zod';
import { LimitDefinition, LimitWindow } from './limit.js';

/**
 * What workers and the limiter of the scheduler service tell each other, over core NATS. Rows instead of objects, because
 * one request speaks for a whole burst of jobs. Times are milliseconds since the epoch by the limiter's clock.
 */

const limit = z.int().min(0);
const key = z.string();
const id = z.string();
/**
 * While one worker alone uses a concurrency limit in a shard, it decides there itself: the limit's index, the shard, and a
 * number that differs between any two delegations.
 */
const delegation = [limit, z.int(), z.int()] as const;

export const LimitRequest = z.object({
  worker: z.string(),
  /** Where grants are sent to those that wait. */
  inbox: z.string(),
  /** Definitions that the rows below name by index. They travel along, so the limiter needs no registry. */
  limits: z.array(LimitDefinition),
  /** May this start? `reserve`: leave so much of the day's quota for others. */
  ask: z.array(z.tuple([limit, key, id, z.int().min(1), z.int().min(0)])).optional(),
  /** Uses of a rate that have begun, and by when at the latest. */
  begun: z.array(z.tuple([limit, key, id, z.number()])).optional(),
  /** Has ended, or waits no more, or did not use what it was granted. */
  release: z.array(z.tuple([limit, key, id])).optional(),
  /** Waits in `later` under this subject, and is to be moved into this priority when its turn comes. */
  parked: z.array(z.tuple([limit, key, id, z.string(), z.string()])).optional(),
  /** Was told to return about its turn; it keeps its place meanwhile. */
  away: z.array(z.tuple([limit, key, id])).optional(),
  /** Everything that this worker holds in these shards: a new owner asks for it. */
  report: z.object({ shards: z.array(z.int()), held: z.array(z.tuple([limit, key, id])) }).optional(),
  /** This worker does not always answer at once, and must be delegated nothing. */
  isSlow: z.boolean().optional(),
  /** Delegations that this worker gives back, with what it holds and who waits here, in order. */
  returned: z.array(z.tuple([...delegation, z.array(z.tuple([key, id])), z.array(z.tuple([key, id]))])).optional(),
  /** Delegations that this worker goes by; the answer names those that still hold. */
  renew: z.array(z.tuple(delegation)).optional(),
  /** Windows that an upstream states, in place of those of the definition. */
  adopt: z.object({ limit, key, windows: z.array(LimitWindow).min(1) }).optional(),
  close: z.object({ limit, key, until: z.number(), reason: z.string() }).optional(),
  observe: z.object({ limit, key, dayRemaining: z.int().min(0), dayLimit: z.int().min(0) }).optional(),
  status: z.object({ limit, key }).optional(),
});
export type LimitRequest = z.infer<typeof LimitRequest>;

/** Granted and, for a rate, to be begun by this time; or the place in the line, the estimated time of the turn and why. */
const Verdict = z.union([
  /** First, because most are this: granted until it is given back. */
  z.strictObject({}),
  /** Another replica decides this one. */
  z.literal('elsewhere'),
  z.object({ place: z.int(), turnAt: z.number(), reason: z.string().optional() }),
  // Last: it would match the others, too.
  z.object({ useBy: z.number().optional() }),
]);
export type LimitVerdict = z.infer<typeof Verdict>;

/** What is left of a limit, whether it is closed, and how many wait for it. */
export const LimitStatus = z.object({
  granted: z.boolean(),
  /** Milliseconds since the epoch before which asking is useless. */
  retryAt: z.number().optional(),
  reason: z.string().optional(),
  closedUntil: z.number().optional(),
  dayRemaining: z.number().optional(),
  dayLimit: z.number().optional(),
  /** Of a concurrency limit: uses now, promoted jobs on their way included, and how many there may be. */
  held: z.int().optional(),
  atOnce: z.int().optional(),
  /** Uses in line. */
  waiting: z.int().optional(),
});
export type LimitStatus = z.infer<typeof LimitStatus>;

export const LimitReply = z.object({
  /** The limiter's clock when the request came in, by which the asker bounds it. */
  receivedAt: z.number(),
  /** Of the catalogue of errors, and in words, when the request itself is wrong. */
  code: z.string().optional(),
  reason: z.string().optional(),
  verdicts: z.array(Verdict).optional(),
  status: LimitStatus.optional(),
  /** Delegations to the asker: new ones, and those of `renew` that hold. */
  delegated: z.array(z.tuple(delegation)).optional(),
});
export type LimitReply = z.infer<typeof LimitReply>;

/** Sent to a worker's inbox. */
export const LimitPush = z.object({
  /** Name of the limit, key, id and, for a rate, by when the use must begin. */
  granted: z.array(z.union([z.tuple([z.string(), key, id]), z.tuple([z.string(), key, id, z.number()])])).optional(),
  /** Delegations, as [name of the limit, shard, number], that are to be returned at once: others ask for the same. */
  recall: z.array(z.tuple([z.string(), z.int(), z.int()])).optional(),
});
export type LimitPush = z.infer<typeof LimitPush>;

/** Told by every replica every second: which shards it owns, and since which claim. */
export const LimitOwner = z.object({ owner: z.string(), shards: z.array(z.tuple([z.int(), z.number()])) });
export type LimitOwner = z.infer<typeof LimitOwner>;
