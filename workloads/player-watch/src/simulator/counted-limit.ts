/** A limit as Riot counts it: windows that begin with the first request after the last one is over. */
export class CountedLimit {
  private readonly windows: { limit: number; perMs: number; begunAt: number; count: number }[];

  /** @param stated e.g. `20:1,100:120`: requests by seconds */
  constructor(readonly stated: string) {
    this.windows = stated.split(',').map((part) => {
      const [limit = 0, seconds = 0] = part.split(':').map(Number);
      return { limit, perMs: seconds * 1_000, begunAt: -Infinity, count: 0 };
    });
  }

  /** Counts a request. @returns milliseconds to wait when a window is full, which is not counted */
  count(now: number): number | undefined {
    for (const window of this.windows) {
      if (now - window.begunAt >= window.perMs) Object.assign(window, { begunAt: now, count: 0 });
    }
    const waits = this.windows
      .filter(({ count, limit }) => count >= limit)
      .map(({ begunAt, perMs }) => begunAt + perMs - now);
    if (waits.length > 0) return Math.max(...waits);
    for (const window of this.windows) window.count += 1;
    return undefined;
  }

  /** As `X-App-Rate-Limit-Count` shows it. */
  get counts(): string {
    return this.windows.map(({ count, perMs }) => `${count}:${perMs / 1_000}`).join(',');
  }
}
