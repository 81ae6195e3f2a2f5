import type { UpstreamResponse } from '@kickoff/upstream';

/** What an upstream says about its quota in the headers of every response. */
export interface RequestQuota {
  /** Requests left of the day's. */
  dayRemaining: number | undefined;
  dayLimit: number | undefined;
  /** Requests left of the minute's. */
  minuteRemaining: number | undefined;
  minuteLimit: number | undefined;
}

export function requestQuota(response: UpstreamResponse): RequestQuota {
  const count = (name: string) => {
    const text = response.header(name);
    return text !== undefined && /^-?\d+$/.test(text) ? Math.max(0, Number(text)) : undefined;
  };
  return {
    dayRemaining: count('x-ratelimit-requests-remaining'),
    dayLimit: count('x-ratelimit-requests-limit'),
    minuteRemaining: count('x-ratelimit-remaining'),
    minuteLimit: count('x-ratelimit-limit'),
  };
}
