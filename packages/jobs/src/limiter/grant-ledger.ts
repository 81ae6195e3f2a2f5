import type { LimitWindow } from '@kickoff/contracts';

/** Who was granted what, or was promised a turn, and when. Every entry is in the line from the moment it is made. */
interface Entry {
  id: string;
  /** The use begins at this time at the earliest, and by `endsAt` at the latest. */
  startsAt: number;
  endsAt: number;
  cost: number;
  /** A turn that was promised to this waiter and not yet asked for again. */
  promisedTo?: string;
}

/** Beyond this many waiting turns nobody is promised one; the time is then an estimate. */
const MAX_PROMISES = 10_000;

/**
 * The line of one limit, first in first out: grants and promised turns with their times, checked against sliding windows.
 *
 * Invariant: a use is appended at `start` only if, in every window, the cost of all entries with `endsAt + window > start`
 * plus its own is within the limit. Two uses nearer than one window therefore always counted each other, wherever between
 * `startsAt` and `endsAt` they really began, so no window of that length anywhere holds more than the limit.
 */
export class GrantLedger {
  private entries: Entry[] = [];
  private readonly promises = new Map<string, Entry>();
  private longestWindowMs = 0;

  /** The earliest start of a new use that keeps all windows, behind everybody who is in the line. */
  plan(now: number, cost: number, windows: readonly LimitWindow[]): number {
    this.forget(now, windows);
    let start = Math.max(now, this.entries.at(-1)?.startsAt ?? 0);
    for (const { limit, perMs } of windows) {
      let total = cost;
      for (let index = this.entries.length - 1; index >= 0; index -= 1) {
        const entry = this.entries[index]!;
        total += entry.cost;
        if (total > limit) {
          start = Math.max(start, entry.endsAt + perMs);
          break;
        }
      }
    }
    return start;
  }

  /** The turn that a waiter was promised, unless it has passed. */
  turnOf(waiter: string | undefined, now: number, cost: number): number | undefined {
    const promise = waiter === undefined ? undefined : this.promises.get(waiter);
    return promise && promise.startsAt >= now && promise.cost === cost ? promise.startsAt : undefined;
  }

  /** Enters a use at a planned start, or turns the waiter's promise into it. Returns the latest time of the use. */
  grant(id: string, startsAt: number, useBy: number, cost: number, waiter?: string): number {
    const promise = waiter === undefined ? undefined : this.promises.get(waiter);
    if (promise) this.promises.delete(promise.promisedTo!);
    if (promise?.startsAt === startsAt && promise.cost === cost) {
      promise.id = id;
      promise.promisedTo = undefined;
      return Math.min(useBy, promise.endsAt);
    }
    if (promise) this.entries = this.entries.filter((entry) => entry !== promise);
    this.append({ id, startsAt, endsAt: useBy, cost });
    return useBy;
  }

  /** Keeps a place for a waiter that asks again when its turn is near. */
  promise(waiter: string, startsAt: number, useBy: number, cost: number): void {
    if (this.promises.has(waiter) || this.promises.size >= MAX_PROMISES) return;
    const entry: Entry = { id: '', startsAt, endsAt: useBy, cost, promisedTo: waiter };
    this.promises.set(waiter, entry);
    this.append(entry);
  }

  /** Takes out a grant that was certainly not used, and returns it. */
  giveBack(id: string): { startsAt: number; endsAt: number; cost: number } | undefined {
    const index = this.entries.findIndex((entry) => entry.id === id);
    return index < 0 ? undefined : this.entries.splice(index, 1)[0];
  }

  dropPromises(): void {
    this.promises.clear();
    this.entries = this.entries.filter((entry) => entry.promisedTo === undefined);
  }

  /** Grants that still matter as [end, cost], joined to at most `most` by counting the earlier as if it were the later. */
  snapshot(now: number, most = 200): [endsAt: number, cost: number][] {
    const granted = this.entries.filter(
      (entry) => entry.promisedTo === undefined && entry.endsAt + this.longestWindowMs > now,
    );
    const share = Math.max(1, Math.ceil(granted.length / most));
    const joined: [number, number][] = [];
    for (let index = 0; index < granted.length; index += share) {
      const group = granted.slice(index, index + share);
      joined.push([group.at(-1)!.endsAt, group.reduce((sum, { cost }) => sum + cost, 0)]);
    }
    return joined;
  }

  restore(grants: readonly (readonly [endsAt: number, cost: number])[]): void {
    for (const [endsAt, cost] of grants) this.append({ id: '', startsAt: 0, endsAt, cost });
    // Kept until the first request says how long the windows are.
    this.longestWindowMs = Number.MAX_SAFE_INTEGER;
  }

  private append(entry: Entry): void {
    // Ends rise along the line, so that the walk in `plan` may stop at the first entry that is one too many.
    entry.endsAt = Math.max(entry.endsAt, this.entries.at(-1)?.endsAt ?? 0);
    this.entries.push(entry);
  }

  private forget(now: number, windows: readonly LimitWindow[]): void {
    const longest = Math.max(0, ...windows.map(({ perMs }) => perMs));
    this.longestWindowMs =
      this.longestWindowMs === Number.MAX_SAFE_INTEGER ? longest : Math.max(this.longestWindowMs, longest);
    const first = this.entries.findIndex((entry) => entry.endsAt + this.longestWindowMs > now);
    if (first !== 0) this.entries.splice(0, first < 0 ? this.entries.length : first);
    const passed = [...this.promises].filter(([, { startsAt }]) => startsAt < now);
    for (const [waiter] of passed) this.promises.delete(waiter);
    if (passed.length > 0) {
      this.entries = this.entries.filter(({ promisedTo }) => promisedTo === undefined || this.promises.has(promisedTo));
    }
  }
}
