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

/** Shared by many lines. */
export interface LineCallbacks<C extends Capacity> {
  now(): number;
  /** Its turn has come; it was granted. */
  turn(line: LimitLine<C>, waiter: Waiter, useBy: number | undefined): void;
  /** It is parked, and its turn is so near that it should be on its way. */
  near(line: LimitLine<C>, waiter: Waiter): void;
  /** It could not start now if its turn came, and waits without one. */
  isHeldBack(waiter: Waiter): boolean;
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
  /** Those that are held back. They keep their numbers, and with them their places, for when they no longer are. */
  private readonly aside = new Map<string, Waiter>();
  private next = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    readonly key: string,
    readonly capacity: C,
    private readonly callbacks: LineCallbacks<C>,
  ) {}

  /** Grants or puts in line. Asked again by the same id, it answers for the grant or place that the id has. */
  ask(use: Use, place: Place): LineVerdict {
    const now = this.callbacks.now();
    const granted = this.capacity.granted(use.id);
    if (granted && (granted.useBy === undefined || granted.useBy >= now)) {
      this.bind(use.id, place);
      return { useBy: granted.useBy };
    }
    if (granted) this.capacity.release(use.id, now);
    const waiting = this.waiters.get(use.id);
    if (waiting) {
      waiting.place = place;
    } else if (this.aside.has(use.id)) {
      this.place(this.aside.get(use.id)!, place);
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
    if (this.capacity.granted(use.id)) this.capacity.release(use.id, this.callbacks.now());
    const waiter = this.waiters.get(use.id) ?? this.aside.get(use.id);
    if (waiter) this.place(waiter, place);
    else this.join(use, place);
    this.advance();
  }

  /** Others may be held back now than before. */
  reconsider(): void {
    this.rejoin([...this.aside.values()].filter((waiter) => !this.callbacks.isHeldBack(waiter)));
    for (const waiter of this.waiters.values()) this.setAside(waiter);
    this.advance();
  }

  /** A parked job of a line before this one; whoever is known already is not moved. */
  joinParked(use: Use, place: Place): void {
    if (this.waiters.has(use.id) || this.aside.has(use.id) || this.capacity.granted(use.id)) return;
    this.join(use, place);
    this.advance();
  }

  /** They have stood here longer than whoever is in line: another one decided meanwhile. */
  joinAhead(uses: readonly Use[], place: Place): void {
    const behind = [...this.waiters.values()];
    const ahead = uses.filter(({ id }) => !this.waiters.has(id) && !this.aside.has(id) && !this.capacity.granted(id));
    const from = Math.min(
      0,
      ...behind.map(({ number }) => number),
      ...[...this.aside.values()].map(({ number }) => number),
    );
    this.waiters.clear();
    for (const [index, use] of ahead.entries())
      this.waiters.set(use.id, { ...use, place, called: false, number: from - ahead.length + index });
    for (const waiter of behind) this.waiters.set(waiter.id, waiter);
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
    const waiter = this.waiters.get(id) ?? this.aside.get(id);
    if (by !== undefined && waiter && !(waiter.place.at === 'worker' && waiter.place.worker === by)) return;
    this.waiters.delete(id);
    this.aside.delete(id);
    this.capacity.release(id, this.callbacks.now(), by);
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
      const now = this.callbacks.now();
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
      this.callbacks.turn(this, first, useBy);
    }
  }

  private bind(id: string, place: Place): void {
    if (place.at === 'worker') this.capacity.heldBy(id, place.worker, this.callbacks.now());
  }

  private callNear(now: number): void {
    let place = 0;
    for (const waiter of this.waiters.values()) {
      place += 1;
      if (place > MOST_NEAR || this.capacity.turnAt(now, place) - now > NEAR_MS) return;
      if (waiter.place.at !== 'parked' || waiter.called) continue;
      waiter.called = true;
      this.callbacks.near(this, waiter);
    }
  }

  get waiting(): number {
    return this.waiters.size + this.aside.size;
  }

  isIdle(): boolean {
    return this.waiting === 0 && this.capacity.isIdle(this.callbacks.now());
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiters.clear();
    this.aside.clear();
  }

  private join(use: Use, place: Place): void {
    this.next += 1;
    const waiter = { ...use, place, called: false, number: this.next };
    this.waiters.set(use.id, waiter);
    this.setAside(waiter);
  }

  /** It waits here from now on, at the place in line that its number gives it. */
  private place(waiter: Waiter, place: Place): void {
    Object.assign(waiter, { place, called: false });
    if (this.aside.has(waiter.id)) this.rejoin([waiter]);
    this.setAside(waiter);
  }

  private rejoin(back: readonly Waiter[]): void {
    if (back.length === 0) return;
    const inOrder = [...this.waiters.values(), ...back].toSorted((a, b) => a.number - b.number);
    this.waiters.clear();
    for (const waiter of inOrder) this.waiters.set(waiter.id, waiter);
    for (const { id } of back) this.aside.delete(id);
  }

  private setAside(waiter: Waiter): void {
    if (!this.callbacks.isHeldBack(waiter)) return;
    this.waiters.delete(waiter.id);
    this.aside.set(waiter.id, waiter);
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
