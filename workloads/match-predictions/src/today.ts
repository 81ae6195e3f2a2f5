const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of so many days from now, in UTC. */
export function dayFromNow(days: number, now = Date.now()): string {
  return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last 00:00 UTC. */
export function lastMidnight(now = Date.now()): Date {
  return new Date(Math.floor(now / DAY_MS) * DAY_MS);
}
