import { z } from 'zod';
import {
  assertSucceeded,
  jsonBody,
  nextUtcMidnight,
  retryAfter,
  UpstreamKeyRejected,
  UpstreamQuotaUsedUp,
  UpstreamRateLimited,
  UpstreamRefused,
  type UpstreamResponse,
} from '@kickoff/upstream';

/** Reads a complete response of the API-Sports family, or throws the error that names what is wrong with it. */

export interface ListBody {
  entries: unknown[];
  paging: { current: number; total: number };
}

// PHP writes an empty map as [], so `errors` and `parameters` are arrays or objects.
const Errors = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);
const Paging = z.object({ current: z.int(), total: z.int() });
const Body = z.object({
  errors: Errors.nullish(),
  response: z.array(z.unknown()),
  paging: Paging.nullish(),
});
/** What a proxy in front of the API answers. */
const ProxyBody = z.object({ message: z.string() });

/** Without a hint: the limits of the API are per minute. */
const RATE_LIMIT_MS = 60_000;

/** Names under which the body's `errors` speak of the key. */
const KEY_ERRORS = ['token', 'access', 'key', 'subscription'] as const;

export function listBody(response: UpstreamResponse): ListBody {
  const { status, at } = response;
  const { errors, text } = refusalOf(response);
  const dayUsedUp = status === 429 && /daily|for the day/i.test(text ?? '');
  if (dayUsedUp || errors['requests'] !== undefined) throw new UpstreamQuotaUsedUp(response, nextUtcMidnight(at));
  if (errors['rateLimit'] !== undefined)
    throw new UpstreamRateLimited(response, retryAfter(response) ?? at + RATE_LIMIT_MS);
  if (KEY_ERRORS.some((name) => errors[name] !== undefined)) throw new UpstreamKeyRejected(response, text ?? '');
  assertSucceeded(response, { detail: text, rateLimitMs: RATE_LIMIT_MS });
  const named = Object.entries(errors).map(([name, error]) => `${name}: ${error}`);
  if (named.length > 0) throw new UpstreamRefused(response, named.join('; '));
  const { response: entries, paging } = jsonBody(response, Body);
  return { entries, paging: paging ?? { current: 1, total: 1 } };
}

interface Refusal {
  /** What the body's `errors` say, by their names. */
  errors: Record<string, string>;
  /** What the body says is wrong, if it does. */
  text: string | undefined;
}

function refusalOf(response: UpstreamResponse): Refusal {
  const body = jsonOrNothing(response.text);
  const stated = z.object({ errors: Errors }).safeParse(body).data?.errors ?? {};
  const errors = Object.fromEntries(
    Object.entries(stated).map(([name, text]) => [name, typeof text === 'string' ? text : JSON.stringify(text)]),
  );
  const text = ProxyBody.safeParse(body).data?.message ?? Object.values(errors).join('; ');
  return { errors, text: text || undefined };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
