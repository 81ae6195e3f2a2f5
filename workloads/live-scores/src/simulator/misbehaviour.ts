import { z } from 'zod';
import { Sport } from '../sports/sport.js';

/** What the control endpoint can make the next responses do. */
export const MISBEHAVIOURS = [
  /** 429 with `Retry-After`. */
  'rate-limited',
  /** 200 with the error body of a spent day. */
  'quota-used-up',
  /** 200 with the error body of a wrong key. */
  'key-rejected',
  /** 503 with `Retry-After`. */
  'unavailable',
  /** 500 with a JSON message. */
  'server-error',
  /** No response within any patience. */
  'time-out',
  /** Response after `delayMs`. */
  'slow',
  /** 200 whose body is not JSON. */
  'malformed-json',
  /** 200 with an HTML page. */
  'html',
  /** The connection ends in the middle of the body. */
  'half-response',
  /** JSON that is not the envelope. */
  'wrong-schema',
  /** One match among many whose score is no number. */
  'broken-match',
  /** 200 with an error body that names a parameter. */
  'refused',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

export const MisbehaviourOrder = z.strictObject({
  kind: z.enum(MISBEHAVIOURS),
  /** Only this sport. Default: all. */
  sport: Sport.optional(),
  /** Only requests with this text in their path and query, e.g. `live=all`. */
  matching: z.string().optional(),
  /** How many responses. Default 1. */
  times: z.union([z.int().min(1), z.literal('always')]).default(1),
  /** For `rate-limited` and `unavailable`. Default 2. */
  retryAfterSeconds: z.int().min(0).default(2),
  /** For `slow`. */
  delayMs: z.int().min(0).default(1_000),
});
export type MisbehaviourOrder = z.output<typeof MisbehaviourOrder>;

/** Orders that are not used up, first come, first served. */
export class Misbehaviours {
  private orders: MisbehaviourOrder[] = [];

  add(order: MisbehaviourOrder): void {
    this.orders.push({ ...order });
  }

  clear(): void {
    this.orders = [];
  }

  get waiting(): readonly MisbehaviourOrder[] {
    return this.orders;
  }

  /** The order for this request, counted as used. */
  next(sport: Sport, target: string): MisbehaviourOrder | undefined {
    const order = this.orders.find(
      (each) => (each.sport === undefined || each.sport === sport) && target.includes(each.matching ?? ''),
    );
    if (order && order.times !== 'always') {
      order.times -= 1;
      if (order.times === 0) this.orders = this.orders.filter((each) => each !== order);
    }
    return order;
  }
}
