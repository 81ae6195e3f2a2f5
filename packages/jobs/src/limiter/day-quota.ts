const DAY_MS = 86_400_000;
/** For this long after midnight, answers and counters of the upstream may still speak of the day before. */
const TURN_OF_DAY_MS = 60_000;

interface Day {
  /** What this limit has granted, counted here. */
  granted: number;
  /** What the upstream said is left, less what was granted since. Others may use the same quota. */
  observed?: number;
}

export type DayCounts = Record<string, Day>;

/** Counts uses per UTC day. What is left is the smaller of our own count's rest and what the upstream last said. */
export class DayQuota {
  private days: DayCounts = {};
  private observedLimit: number | undefined;

  /** Left of the quota of the day that `at` lies in. */
  remaining(at: number, limit: number): number {
    const day = this.days[dayOf(at)];
    return Math.max(0, Math.min(limit - (day?.granted ?? 0), day?.observed ?? Infinity));
  }

  limit(limit: number): number {
    return Math.min(limit, this.observedLimit ?? Infinity);
  }

  /** Counts a use that begins somewhere in [from, to]; over midnight it counts on both days. */
  count(from: number, to: number, cost: number): void {
    for (const name of new Set([dayOf(from), dayOf(to)])) {
      const day = (this.days[name] ??= { granted: 0 });
      day.granted += cost;
      if (day.observed !== undefined) day.observed = Math.max(0, day.observed - cost);
    }
  }

  /** Takes back what was counted and certainly not used. Over midnight nothing goes back: the count must never be too low. */
  giveBack(from: number, to: number, cost: number): void {
    const day = this.days[dayOf(from)];
    if (day && dayOf(from) === dayOf(to)) day.granted = Math.max(0, day.granted - cost);
  }

  observe(now: number, remaining: number, limit: number): void {
    if (now % DAY_MS < TURN_OF_DAY_MS && remaining < limit / 2) return;
    (this.days[dayOf(now)] ??= { granted: 0 }).observed = remaining;
    this.observedLimit = limit;
  }

  /** The counts with `ahead` more on each day that it may be used on. */
  snapshot(now: number, until: number, ahead: number): DayCounts {
    const counts: DayCounts = {};
    for (const name of new Set([dayOf(now), dayOf(until)])) {
      const day = this.days[name];
      if (day || ahead > 0) counts[name] = { ...day, granted: (day?.granted ?? 0) + ahead };
    }
    this.days = Object.fromEntries(Object.entries(this.days).filter(([name]) => name >= dayOf(now)));
    return counts;
  }

  restore(days: DayCounts): void {
    this.days = structuredClone(days);
  }
}

/** Next 00:00 UTC. */
export function nextMidnight(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
