import type { Capacity, Use } from './capacity.js';

/** Where somebody waits for its turn. */
export type Place =
  /** In a worker, which is told. */
  | { at: 'worker'; worker: string; inbox: string }
  /** In `later`, from where it is promoted. */
  | { at: 'parked'; subject: string; priority: string }
  /** Nowhere: it was told to return about its turn. */
  | { at: 'away' };

export interface Waiter extends Use {
  place: Place;
  /** It is parked and was promoted ahead of its turn. */
  called: boolean;
  /** Counts up along the line. */
  number: number;
}

export interface LineCallbacks {
  /** Its turn has come; it was granted. */
  turn(waiter: Waiter, useBy: number | undefined): void;
  /** It is parked, and its turn is so near that it should be on its way. */
  near(waiter: Waiter): void;
}

export type LineVerdict = { useBy: number | undefined } | { place: number; turnAt: number; reason: string | undefined };

/** A use must begin within this after it was granted. */
export const GRANT_MS = 250;
/** A promoted job must arrive at a worker, somebody who was away return, within this after its turn came. */
export const RETURN_MS = 5_000;

/** A parked job is promoted so long before its turn, because its way to a worker takes time. */
const NEAR_MS = 500;
const MOST_NEAR = 128;

/**
 * The line before one limit and key, first come first served. Nobody passes a waiter, except by the same id, whose turn is
 * kept when it asks again.
 */
export class LimitLine<C extends Capacity = Capacity> {
  private readonly waiters = new Map<string, Waiter>();
  private next = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    readonly key: string,
    readonly capacity: C,
    private readonly now: () => number,
    private readonly callbacks: LineCallbacks,
  ) {}

  /** Grants or puts in line. Asked again by the same id, it answers for the grant or place that the id has. */
  ask(use: Use, place: Place): LineVerdict {
    const now = this.now();
    const granted = this.capacity.granted(use.id);
    if (granted && (granted.useBy === undefined || granted.useBy >= now)) {
      this.bind(use.id, place);
      return { useBy: granted.useBy };
    }
    if (granted) this.capacity.release(use.id, now);
    const waiting = this.waiters.get(use.id);
    if (waiting) {
      waiting.place = place;
    } else if (this.waiters.size === 0 && this.capacity.freeAt(now, use) <= now) {
      const useBy = this.capacity.take(now, use, GRANT_MS);
      this.bind(use.id, place);
      return { useBy };
    } else {
      this.join(use, place);
    }
    this.advance();
    const first = this.first();
    // Its turn may have come just now.
    const at = this.waiters.get(use.id);
    if (!at || !first) return { useBy: this.capacity.granted(use.id)?.useBy };
    const ahead = at.number - first.number + 1;
    return { place: ahead, turnAt: this.capacity.turnAt(now, ahead), reason: this.capacity.reason(now) };
  }

  /** It waits elsewhere from now on; who is not known joins the line. */
  moveTo(use: Use, place: Place): void {
    // Its turn came while it left: it waits for another.
    if (this.capacity.granted(use.id)) this.capacity.release(use.id, this.now());
    const waiter = this.waiters.get(use.id);
    if (waiter) Object.assign(waiter, { place, called: false });
    else this.join(use, place);
    this.advance();
  }

  /** A parked job of a line before this one; whoever is known already is not moved. */
  joinParked(use: Use, place: Place): void {
    if (this.waiters.has(use.id) || this.capacity.granted(use.id)) return;
    this.join(use, place);
    this.advance();
  }

  begun(id: string, at: number): void {
    this.capacity.begun(id, at);
    this.advance();
  }

  /**
   * Ended, or not used, or waits no more.
   *
   * @param by the worker that says so. When the job went to another one meanwhile, which asked under the same id, or is
   * parked, what it says is about the time before, and nothing changes.
   */
  release(id: string, by?: string): void {
    const waiter = this.waiters.get(id);
    if (by !== undefined && waiter && !(waiter.place.at === 'worker' && waiter.place.worker === by)) return;
    this.waiters.delete(id);
    this.capacity.release(id, this.now(), by);
    this.advance();
  }

  /** Takes out those that wait in a worker that is gone. */
  dropWaitersOf(worker: string): void {
    for (const { id, place } of this.waiters.values())
      if (place.at === 'worker' && place.worker === worker) this.waiters.delete(id);
    this.advance();
  }

  /** Lets everybody start whose turn has come. */
  advance(): void {
    for (let first = this.first(); first; first = this.first()) {
      const now = this.now();
      const freeAt = this.capacity.freeAt(now, first);
      if (freeAt > now) {
        this.callNear(now);
        // A parked head must be on its way before its turn comes.
        const isFar = first.place.at === 'parked' && !first.called && freeAt - now > NEAR_MS;
        return this.lookAgainAt(isFar ? freeAt - NEAR_MS : freeAt, now);
      }
      this.waiters.delete(first.id);
      const forMs = first.place.at === 'worker' ? GRANT_MS : RETURN_MS;
      const useBy = this.capacity.take(now, first, forMs);
      this.bind(first.id, first.place);
      this.callbacks.turn(first, useBy);
    }
  }

  private bind(id: string, place: Place): void {
    if (place.at === 'worker') this.capacity.heldBy(id, place.worker, this.now());
  }

  private callNear(now: number): void {
    let place = 0;
    for (const waiter of this.waiters.values()) {
      place += 1;
      if (place > MOST_NEAR || this.capacity.turnAt(now, place) - now > NEAR_MS) return;
      if (waiter.place.at !== 'parked' || waiter.called) continue;
      waiter.called = true;
      this.callbacks.near(waiter);
    }
  }

  get waiting(): number {
    return this.waiters.size;
  }

  waitersOf(): Iterable<Waiter> {
    return this.waiters.values();
  }

  isIdle(): boolean {
    return this.waiters.size === 0 && this.capacity.isIdle(this.now());
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiters.clear();
  }

  private join(use: Use, place: Place): void {
    this.next += 1;
    this.waiters.set(use.id, { ...use, place, called: false, number: this.next });
  }

  private first(): Waiter | undefined {
    for (const waiter of this.waiters.values()) return waiter;
    return undefined;
  }

  private lookAgainAt(at: number, now: number): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (at === Infinity) return;
    this.timer = setTimeout(() => this.advance(), Math.min(Math.ceil(at - now), LONGEST_TIMER_MS));
    this.timer.unref();
  }
}

const LONGEST_TIMER_MS = 3_600_000;
