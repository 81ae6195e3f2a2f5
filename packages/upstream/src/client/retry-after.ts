import type { UpstreamResponse } from './upstream-response.js';

/** Milliseconds since the epoch that `Retry-After` names, in seconds or as a date; undefined when it names none. */
export function retryAfter(response: UpstreamResponse): number | undefined {
  const value = response.header('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return response.at + Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}

/** Milliseconds since the epoch of the next 00:00 UTC. */
export function nextUtcMidnight(now: number): number {
  const day = 86_400_000;
  return (Math.floor(now / day) + 1) * day;
}
