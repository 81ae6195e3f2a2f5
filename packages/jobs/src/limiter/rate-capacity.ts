import { isDeepStrictEqual } from 'node:util';
import type { LimitStatus, LimitWindow } from '@kickoff/contracts';
import type { Capacity, Use } from './capacity.js';
import { DayQuota, nextMidnight } from './day-quota.js';
import type { LimitState } from './limit-store.js';

/** Windows up to this length are memory alone: a new owner takes them for used up. Longer ones are written down. */
export const LONGEST_UNWRITTEN_MS = 5_000;
/** Windows are measured a thousandth too long: the limiter's clock follows the server's by as much. */
const STRETCH = 1.001;
/** What is reserved ahead may be used until this long after the use it was reserved for. */
const AHEAD_MS = 500;

/** For a cost above the limit: the limit may be changed. */
const TOO_MUCH_MS = 60_000;

interface Grant {
  startsAt: number;
  useBy: number;
  cost: number;
  /** Who asked for it last; undefined while a parked job is on its way. */
  worker?: string;
}

/** Writes what must survive; resolves when it is safe. */
export type SaveState = (state: LimitState) => Promise<void>;

/**
 * A rate for one key: sliding windows and a day's quota.
 *
 * Invariant: a use is granted at `now` only if, in every window, the uses that may have begun within the window before
 * `now` and its own are within the limit. A use counts from the latest time at which it may begin until it is known when
 * it has begun; so no window of that length anywhere holds more than the limit.
 */
export class RateCapacity implements Capacity {
  /** Latest begin of every use that some window still counts, ascending. */
  private ends: number[] = [];
  private readonly grants = new Map<string, Grant>();
  private readonly quota = new DayQuota();
  private sliding: readonly LimitWindow[] = [];
  private day: LimitWindow | undefined;
  private longestMs = 0;
  private keptMs = 0;
  private closedUntil = 0;
  private closedReason = '';
  private adopted: readonly LimitWindow[] | undefined;
  private ahead = { units: 0, until: 0 };
  private written = false;
  private saving: Promise<void> | undefined;

  /**
   * @param ownedSince uses before this are unknown where they are not written down
   * @param save for rates with long windows or a closing; `onSaved` is called when waiting uses may be looked at again
   * @param remembered so many of the latest uses are known when windows become longer; a window needs as many as its limit
   */
  constructor(
    windows: readonly LimitWindow[],
    private readonly ownedSince: number,
    private readonly save: SaveState | undefined,
    private readonly onSaved: () => void,
    private readonly remembered = 0,
  ) {
    this.setWindows(windows);
  }

  /**
   * From now on these hold; what was used before counts.
   *
   * @param later windows that may hold again: uses are not forgotten before these are over
   */
  setWindows(windows: readonly LimitWindow[], later: readonly LimitWindow[] = []): void {
    const sliding = (all: readonly LimitWindow[]) => all.filter(({ kind }) => kind === 'sliding');
    this.sliding = sliding(windows);
    this.day = windows.find(({ kind }) => kind === 'utc-day');
    this.longestMs = Math.max(0, ...this.sliding.map(({ perMs }) => perMs)) * STRETCH;
    this.keptMs = Math.max(this.longestMs, ...sliding(later).map(({ perMs }) => perMs * STRETCH));
  }

  /**
   * The windows that hold: an override stands before what the upstream states, and that before the code.
   *
   * @param override undefined where there is none
   */
  setTerms(declared: readonly LimitWindow[], override: readonly LimitWindow[] | undefined): void {
    const own = this.adopted ?? declared;
    this.setWindows(override ?? own, override ? own : []);
  }

  /** The upstream states these windows: they hold in place of those in the code. */
  async adopt(windows: readonly LimitWindow[], now: number): Promise<void> {
    if (isDeepStrictEqual(windows, this.adopted)) return;
    this.adopted = windows;
    await this.saveState(now);
  }

  restore(state: LimitState): void {
    this.adopted = state.adopted;
    this.closedUntil = state.closedUntil;
    this.closedReason = state.closedReason;
    this.quota.restore(state.days);
    for (const [end, cost] of state.grants) this.insert(end, cost);
    this.written = true;
  }

  freeAt(now: number, { cost, reserve }: Use): number {
    this.forget(now);

    if (this.closedUntil > now) return this.closedUntil;
    if (this.day && this.quota.remaining(now, this.day.limit) - reserve < cost) return nextMidnight(now);
    let at = now;
    for (const { limit, perMs } of this.sliding) {
      // The use that must have left the window before this one may start.
      const index = this.ends.length - limit + cost - 1;
      if (index >= 0) at = Math.max(at, this.ends[index]! + perMs * STRETCH);
      if (perMs <= LONGEST_UNWRITTEN_MS) at = Math.max(at, this.ownedSince + perMs * STRETCH);
    }
    if (at > now || this.isCovered(now, cost)) return at;
    void this.write(cost, now);
    return Infinity;
  }

  take(now: number, { id, cost }: Use, forMs: number): number {
    const useBy = now + forMs;
    this.grants.set(id, { startsAt: now, useBy, cost });
    this.insert(useBy, cost);
    this.quota.count(now, useBy, cost);
    this.ahead.units -= cost;
    return useBy;
  }

  granted(id: string): { useBy: number } | undefined {
    return this.grants.get(id);
  }

  begun(id: string, at: number): void {
    const grant = this.grants.get(id);
    if (!grant) return;
    this.grants.delete(id);
    this.remove(grant.useBy, grant.cost);
    this.insert(at, grant.cost);
  }

  heldBy(id: string, worker: string): void {
    const grant = this.grants.get(id);
    if (grant) grant.worker = worker;
  }

  release(id: string, _now?: number, by?: string): void {
    const grant = this.grants.get(id);
    if (!grant || (by !== undefined && grant.worker !== by)) return;
    this.grants.delete(id);
    this.remove(grant.useBy, grant.cost);
    this.quota.giveBack(grant.startsAt, grant.useBy, grant.cost);
  }

  /** Nobody is granted anything before this time. */
  async close(until: number, reason: string, now: number): Promise<void> {
    if (until <= this.closedUntil) return;
    this.closedUntil = until;
    this.closedReason = reason;
    await this.saveState(now);
  }

  observe(now: number, remaining: number, limit: number): void {
    this.quota.observe(now, remaining, limit);
  }

  turnAt(now: number, place: number): number {
    let at = Math.max(now, this.closedUntil);
    for (const { limit, perMs } of this.sliding) {
      // The use that must have left the window first; beyond the present ones the pattern repeats.
      const index = this.ends.length - limit + place - 1;
      if (index < 0) continue;
      const rounds = index < this.ends.length ? 0 : Math.floor((index - this.ends.length) / limit) + 1;
      const end = this.ends[index - rounds * limit] ?? now;
      at = Math.max(at, end + (rounds + 1) * perMs * STRETCH);
    }
    if (this.day && this.quota.remaining(now, this.day.limit) < place) at = Math.max(at, nextMidnight(now));
    return at;
  }

  reason(now: number): string | undefined {
    if (this.closedUntil > now) return this.closedReason;
    if (this.day && this.quota.remaining(now, this.day.limit) === 0) return 'quota used up until 00:00 UTC';
    return undefined;
  }

  /** Why a use must not even stand in line: it would be in the way of those that may start. */
  refusal(now: number, { cost, reserve }: Use): { turnAt: number; reason: string } | undefined {
    if (cost > this.smallest)
      return { turnAt: now + TOO_MUCH_MS, reason: `cost ${cost} is more than the limit of ${this.smallest}` };
    if (!this.day || reserve === 0 || this.quota.remaining(now, this.day.limit) - reserve >= cost) return undefined;
    const reason = `the last ${reserve} of the day's quota are kept for others until 00:00 UTC`;
    return { turnAt: nextMidnight(now), reason };
  }

  status(now: number): LimitStatus {
    const closed = this.closedUntil > now;
    const dayRemaining = this.day && this.quota.remaining(now, this.day.limit);
    return {
      granted: !closed && dayRemaining !== 0,
      ...(dayRemaining === 0 && { retryAt: nextMidnight(now), reason: 'quota used up until 00:00 UTC' }),
      ...(closed && { closedUntil: this.closedUntil, retryAt: this.closedUntil, reason: this.closedReason }),
      ...(this.day && { dayRemaining, dayLimit: this.quota.limit(this.day.limit) }),
    };
  }

  isIdle(now: number): boolean {
    this.forget(now);
    return (
      this.indexAfter(now - this.keptMs) === this.ends.length && this.closedUntil <= now && !this.day && !this.saving
    );
  }

  /** Writes the exact state, so that nothing reserved ahead is lost. */
  async settle(now: number): Promise<void> {
    await this.saving?.catch(() => {});
    if (!this.written) return;
    this.ahead.units = 0;
    await this.save?.(this.state(now, 0, now));
  }

  private async saveState(now: number): Promise<void> {
    await this.saving?.catch(() => {});
    await this.save?.(this.state(now, this.ahead.units, this.ahead.until));
    this.written = true;
  }

  private get smallest(): number {
    return Math.min(...this.sliding.map(({ limit }) => limit), this.day?.limit ?? Infinity);
  }

  private get isWritten(): boolean {
    return this.day !== undefined || this.longestMs > LONGEST_UNWRITTEN_MS * STRETCH;
  }

  private isCovered(now: number, cost: number): boolean {
    if (!this.save || !this.isWritten) return true;
    return this.saving === undefined && this.ahead.units >= cost && this.ahead.until >= now + AHEAD_MS;
  }

  /** Reserves a slice ahead, so that the next owner counts what this one may have granted. */
  private async write(cost: number, now: number): Promise<void> {
    if (this.saving) return;
    const units = Math.max(cost, sliceOf(this.smallest));
    const until = now + AHEAD_MS * 4;
    this.saving = this.save!(this.state(now, units, until));
    try {
      await this.saving;
      this.ahead = { units, until };
      this.written = true;
    } catch {
      // Nothing was granted; whoever saves knows of it.
      return;
    } finally {
      this.saving = undefined;
    }
    this.onSaved();
  }

  private state(now: number, units: number, until: number): LimitState {
    const grants = joined(this.ends.slice(this.indexAfter(now - this.keptMs)));
    return {
      closedUntil: this.closedUntil,
      closedReason: this.closedReason,
      days: this.quota.snapshot(now, until, units),
      grants: units > 0 ? [...grants, [until, units]] : grants,
      ...(this.adopted && { adopted: [...this.adopted] }),
    };
  }

  private insert(end: number, cost: number): void {
    const index = this.indexAfter(end);
    for (let unit = 0; unit < cost; unit += 1) this.ends.splice(index, 0, end);
  }

  private remove(end: number, cost: number): void {
    const index = this.indexAfter(end) - cost;
    // What is no longer there has left every window.
    if (index >= 0 && this.ends[index] === end) this.ends.splice(index, cost);
  }

  /** Behind the last entry that is not later. */
  private indexAfter(end: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle]! <= end) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private forget(now: number): void {
    const first = Math.min(this.indexAfter(now - this.keptMs), this.ends.length - this.remembered);
    if (first > 0 && (first > 64 || first === this.ends.length)) this.ends.splice(0, first);
    if (this.grants.size === 0) return;
    // Never begun, and nobody gave it back: it counts as begun when it had to.
    for (const [id, { useBy }] of this.grants) {
      if (useBy + this.keptMs > now) break;
      this.grants.delete(id);
    }
  }
}

/** At most 200 pairs of [latest begin, cost], joined by counting earlier uses as if they were later. */
function joined(ends: readonly number[], most = 200): [number, number][] {
  const share = Math.max(1, Math.ceil(ends.length / most));
  const pairs: [number, number][] = [];
  for (let index = 0; index < ends.length; index += share) {
    const group = ends.slice(index, index + share);
    pairs.push([group.at(-1)!, group.length]);
  }
  return pairs;
}

/** A hundredth of the limit, so that a lost slice costs at most that, and a write happens at most every fiftieth use. */
function sliceOf(limit: number): number {
  return Math.max(1, Math.min(50, Math.floor(limit / 100)));
}
