import { z } from 'zod';
import { errorPage, type WireResponse } from './wire-response.js';

/** What a simulated upstream can be told to do to its next responses, whatever they say. */
export const MISBEHAVIOURS = [
  /** 202: the answer is being prepared. */
  'not-ready',
  /** 429 with `Retry-After`. */
  'rate-limited',
  /** 503 with `Retry-After`. */
  'unavailable',
  /** 500. */
  'server-error',
  /** 401. */
  'key-rejected',
  /** 404 with an HTML page. */
  'not-found',
  /** No response within any patience. */
  'time-out',
  /** Response after `delayMs`. */
  'slow',
  /** 200 with an HTML page. */
  'html',
  /** Complete, with the first half of its body alone. */
  'truncated',
  /** The connection ends in the middle of the body. */
  'half-response',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

/** An order to misbehave; `kinds` are those of the simulator, beyond the general ones. */
export function misbehaviourOrder<Kind extends string = never>(kinds: readonly Kind[] = []) {
  return z.strictObject({
    kind: z.enum([...MISBEHAVIOURS, ...kinds]),
    /** Only requests with this text in their path and query. */
    matching: z.string().default(''),
    /** How many responses. */
    times: z.union([z.int().min(1), z.literal('always')]).default(1),
    /** For `not-ready`, `rate-limited` and `unavailable`. */
    retryAfterSeconds: z.int().min(0).default(2),
    /** For `slow`. */
    delayMs: z.int().min(0).default(1_000),
  });
}
export type MisbehaviourOrder<Kind extends string = never> = z.output<ReturnType<typeof misbehaviourOrder<Kind>>>;

/** Orders that are not used up, first come, first served. */
export class Misbehaviours<Kind extends string = never> {
  private orders: MisbehaviourOrder<Kind>[] = [];

  add(order: MisbehaviourOrder<Kind>): void {
    this.orders.push({ ...order });
  }

  clear(): void {
    this.orders = [];
  }

  get waiting(): readonly MisbehaviourOrder<Kind>[] {
    return this.orders;
  }

  /** The order for this request, counted as used. */
  next(target: string): MisbehaviourOrder<Kind> | undefined {
    const order = this.orders.find(({ matching }) => target.includes(matching));
    if (order && order.times !== 'always') {
      order.times -= 1;
      if (order.times === 0) this.orders = this.orders.filter((each) => each !== order);
    }
    return order;
  }
}

/** Spoils a response as ordered. Kinds of the simulator's own leave it as it is. */
export function misbehave(response: WireResponse, order: MisbehaviourOrder<string>): WireResponse {
  const { headers, body } = response;
  const later = { ...headers, 'retry-after': String(order.retryAfterSeconds) };
  switch (order.kind) {
    case 'not-ready':
      return { status: 202, headers: later, body: '' };
    case 'rate-limited':
      return { status: 429, headers: later, body: '' };
    case 'unavailable':
      return { status: 503, headers: later, body: '' };
    case 'server-error':
      return { status: 500, headers, body: '' };
    case 'key-rejected':
      return { status: 401, headers, body: '' };
    case 'not-found':
      return errorPage(404, 'Not Found');
    case 'html':
      return { ...errorPage(502, 'Bad Gateway'), status: 200 };
    case 'time-out':
      return { ...response, never: true };
    case 'slow':
      return { ...response, delayMs: order.delayMs };
    case 'truncated':
      return { ...response, body: body.slice(0, Math.floor(body.length / 2)) };
    case 'half-response':
      return { ...response, cutAfter: Math.floor(Buffer.byteLength(body) / 2) };
    default:
      return response;
  }
}
