import { DAY_MS, type LimitDefinition } from '@kickoff/contracts';
import type { LimitClient } from './limit-client.js';
import { limitHeaders, type ResponseHeaders } from './limit-headers.js';

/** What an upstream stated and the limit goes by from now on. */
export interface LearnedLimit {
  /** The limit is closed for so long. */
  closedForMs: number | undefined;
  /** What is left of the day's quota, and the quota. */
  day: { dayRemaining: number; dayLimit: number } | undefined;
}

/** A mistaken upstream must not close a limit for years; what holds for longer is stated again. */
const LONGEST_CLOSING_MS = DAY_MS;

/**
 * Goes by what an upstream states in the headers of a response: closes the limit until the time of `retry-after`, or until
 * there is more where nothing remains, and corrects the day's count by a quota of a day. A quota is one of a day when its
 * policy says so, or by the customary name `x-ratelimit-requests-…`.
 *
 * @throws LimitDeferred when the limit is to be closed and no limiter answers
 */
export async function learnLimit(
  client: Pick<LimitClient, 'closeUntil' | 'observe'>,
  definition: LimitDefinition,
  headers: ResponseHeaders,
  now: number,
  key = '',
): Promise<LearnedLimit> {
  const { retryAfterMs, limits } = limitHeaders(headers, now);
  const daily = limits.find(
    ({ name, windowMs }) => windowMs === DAY_MS || (windowMs === undefined && name === 'requests'),
  );
  const day =
    daily?.remaining !== undefined && daily.limit !== undefined
      ? { dayRemaining: daily.remaining, dayLimit: daily.limit }
      : undefined;
  if (day) client.observe(definition, day, key);
  const usedUp = limits.filter(({ remaining }) => remaining === 0).map(({ resetInMs = 0 }) => resetInMs);
  const closedForMs = Math.min(LONGEST_CLOSING_MS, Math.max(0, retryAfterMs ?? 0, ...usedUp));
  if (closedForMs === 0) return { closedForMs: undefined, day };
  const reason =
    retryAfterMs === undefined ? 'the upstream says nothing is left' : 'the upstream says when to come back';
  await client.closeUntil(definition, now + closedForMs, reason, key);
  return { closedForMs, day };
}
