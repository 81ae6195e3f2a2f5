/** The account that all four APIs share: its key and what is left of its requests. */
export class UpstreamAccount {
  private day = '';
  private usedToday = 0;
  private minute = 0;
  private usedThisMinute = 0;

  constructor(
    private readonly options: {
      /** Key that requests must carry; empty accepts any. */
      key: string;
      requestsPerDay: number;
      requestsPerMinute: number;
      now: () => number;
    },
  ) {}

  /** Counts a request. A refused one is not counted, as at the real APIs. */
  admit(key: string | undefined): 'ok' | 'no-key' | 'wrong-key' | 'day-used-up' | 'too-many' {
    const now = this.options.now();
    const day = new Date(now).toISOString().slice(0, 10);
    if (day !== this.day) [this.day, this.usedToday] = [day, 0];
    const minute = Math.floor(now / 60_000);
    if (minute !== this.minute) [this.minute, this.usedThisMinute] = [minute, 0];
    if (this.options.key && !key) return 'no-key';
    if (this.options.key && key !== this.options.key) return 'wrong-key';
    if (this.usedToday >= this.options.requestsPerDay) return 'day-used-up';
    if (this.usedThisMinute >= this.options.requestsPerMinute) return 'too-many';
    this.usedToday += 1;
    this.usedThisMinute += 1;
    return 'ok';
  }

  /** Sets how many requests are left today. */
  leave(dayRemaining: number): void {
    this.day = new Date(this.options.now()).toISOString().slice(0, 10);
    this.usedToday = Math.max(0, this.options.requestsPerDay - dayRemaining);
  }

  headers(): Record<string, string> {
    const { requestsPerDay, requestsPerMinute } = this.options;
    return {
      'x-ratelimit-requests-limit': String(requestsPerDay),
      'x-ratelimit-requests-remaining': String(Math.max(0, requestsPerDay - this.usedToday)),
      'x-ratelimit-limit': String(requestsPerMinute),
      'x-ratelimit-remaining': String(Math.max(0, requestsPerMinute - this.usedThisMinute)),
    };
  }
}
