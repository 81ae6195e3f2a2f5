/** What an upstream says about its quota in the headers of every response. */
export interface RequestQuota {
  /** Requests left of the day's. */
  dayRemaining: number | undefined;
  dayLimit: number | undefined;
  /** Requests left of the minute's. */
  minuteRemaining: number | undefined;
  minuteLimit: number | undefined;
}

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

export function requestQuota(headers: ResponseHeaders): RequestQuota {
  return {
    dayRemaining: count(headers['x-ratelimit-requests-remaining']),
    dayLimit: count(headers['x-ratelimit-requests-limit']),
    minuteRemaining: count(headers['x-ratelimit-remaining']),
    minuteLimit: count(headers['x-ratelimit-limit']),
  };
}

/** Milliseconds since the epoch that `Retry-After` names, in seconds or as a date; undefined when it names none. */
export function retryAfter(headers: ResponseHeaders, now: number): number | undefined {
  const value = first(headers['retry-after'])?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return now + Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : date;
}

/** Milliseconds since the epoch of the next 00:00 UTC. */
export function nextUtcMidnight(now: number): number {
  const day = 86_400_000;
  return (Math.floor(now / day) + 1) * day;
}

function count(value: string | string[] | undefined): number | undefined {
  const text = first(value);
  return text !== undefined && /^-?\d+$/.test(text) ? Math.max(0, Number(text)) : undefined;
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
