import type { UpstreamResponse } from './upstream-response.js';

const DAY_MS = 86_400_000;

/**
 * Milliseconds since the epoch that `Retry-After` names, in seconds or as an HTTP date; undefined when it names none, or one
 * that is past or more than a day away: nobody means that, and every worker would wait for it.
 */
export function retryAfter(response: UpstreamResponse): number | undefined {
  const value = response.header('retry-after')?.trim() ?? '';
  const at = /^\d+$/.test(value) ? response.at + Number(value) * 1_000 : dateOf(value);
  return at >= response.at && at <= response.at + DAY_MS ? at : undefined;
}

/** NaN for what is no date: `Date.parse` alone makes one of `1.5`. */
function dateOf(value: string): number {
  return value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
}

/** Milliseconds since the epoch of the next 00:00 UTC. */
export function nextUtcMidnight(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}
