import { z } from 'zod';
import type { Sport } from '../sports/sport.js';
import {
  UpstreamAnsweredHtml,
  UpstreamFailed,
  UpstreamKeyRejected,
  UpstreamNotJson,
  UpstreamQuotaUsedUp,
  UpstreamRateLimited,
  UpstreamRefused,
  UpstreamSchemaInvalid,
  UpstreamUnavailable,
} from './errors.js';
import { nextUtcMidnight, retryAfter, type ResponseHeaders } from './request-quota.js';

/** Reads a complete response of the API-Sports family, or throws the error that names what is wrong with it. */

export interface CompleteResponse {
  sport: Sport;
  request: string;
  status: number;
  headers: ResponseHeaders;
  text: string;
  /** Milliseconds since the epoch when it arrived. */
  at: number;
}

export interface ListBody {
  entries: unknown[];
  paging: { current: number; total: number };
}

// PHP writes an empty map as [], so `errors` and `parameters` are arrays or objects.
const Errors = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]);
const Paging = z.object({ current: z.int(), total: z.int() });
const Body = z.object({
  errors: Errors.nullish(),
  response: z.array(z.unknown()).nullish(),
  paging: Paging.nullish(),
});
/** What a proxy in front of the API answers. */
const ProxyBody = z.object({ message: z.string() });

/** Without a hint in a 429: the limits of the API are per minute. */
const RATE_LIMIT_MS = 60_000;
/** Without a hint in a 503. */
const UNAVAILABLE_MS = 15_000;

export function listBody(response: CompleteResponse): ListBody {
  const { sport, request, status, headers, at } = response;
  if (status === 503) throw new UpstreamUnavailable(sport, request, retryAfter(headers, at) ?? at + UNAVAILABLE_MS);
  const body = jsonBody(response);
  const refusal = refusalOf(body);
  if (status === 429 || refusal.rateLimit) throw rateLimited(response, refusal.text);
  if (refusal.requests) throw new UpstreamQuotaUsedUp(sport, request, nextUtcMidnight(response.at));
  if (status === 401 || status === 403 || KEY_ERRORS.some((name) => refusal.errors[name] !== undefined)) {
    throw new UpstreamKeyRejected(sport, request, refusal.text || `status ${status}`);
  }
  if (status !== 200) throw new UpstreamFailed(sport, request, status, refusal.text);
  if (Object.keys(refusal.errors).length > 0) throw new UpstreamRefused(sport, request, refusal.errors);
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    throw new UpstreamSchemaInvalid(sport, request, issues);
  }
  const { response: entries, paging } = parsed.data;
  if (!entries) throw new UpstreamSchemaInvalid(sport, request, [{ path: 'response', message: 'is missing' }]);
  return { entries, paging: paging ?? { current: 1, total: 1 } };
}

/** Names under which the body's `errors` speak of the key. */
const KEY_ERRORS = ['token', 'access', 'key', 'subscription'] as const;

interface Refusal {
  errors: Record<string, string>;
  text: string;
  requests: boolean;
  rateLimit: boolean;
}

function jsonBody({ sport, request, status, headers, text }: CompleteResponse): unknown {
  const start = text.trimStart();
  if (start.startsWith('<') || String(headers['content-type'] ?? '').startsWith('text/html')) {
    if (status !== 200 && status !== 429) throw new UpstreamFailed(sport, request, status, 'an HTML page');
    if (status === 200) throw new UpstreamAnsweredHtml(sport, request, `an HTML page: ${excerpt(start)}`);
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (status !== 200) return undefined;
    throw new UpstreamNotJson(sport, request, `not JSON after ${text.length} characters: ${excerpt(start)}`, {
      cause: error,
    });
  }
}

function refusalOf(body: unknown): Refusal {
  const parsed = z.object({ errors: Errors }).safeParse(body);
  const errors = Object.fromEntries(
    Object.entries(parsed.data?.errors ?? {}).map(([name, text]) => [
      name,
      typeof text === 'string' ? text : JSON.stringify(text),
    ]),
  );
  const message = ProxyBody.safeParse(body).data?.message;
  const text = message ?? Object.values(errors).join('; ');
  return {
    errors,
    text,
    requests: errors['requests'] !== undefined,
    rateLimit: errors['rateLimit'] !== undefined,
  };
}

function rateLimited({ sport, request, headers, at }: CompleteResponse, text: string): Error {
  if (/daily|for the day/i.test(text)) return new UpstreamQuotaUsedUp(sport, request, nextUtcMidnight(at));
  return new UpstreamRateLimited(sport, request, retryAfter(headers, at) ?? at + RATE_LIMIT_MS);
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
