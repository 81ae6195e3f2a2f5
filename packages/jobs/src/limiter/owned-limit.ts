import type { LimitReply, LimitRequest, LimitWindow } from '@kickoff/contracts';
import { DayQuota, nextMidnight } from './day-quota.js';
import { GrantLedger } from './grant-ledger.js';
import type { LimitStore } from './limit-store.js';
import type { Clock } from './steady-clock.js';

/** A start further away than this is not granted ahead; the asker is told when to ask again. */
export const LONGEST_WAIT_MS = 5_000;
/** Who was promised a turn asks again this much before it, so that a late delivery does not lose it. */
const EARLY_MS = 2_000;
/** Share of the shortest window that a use may begin late. It lowers the rate by as much. */
const TOLERANCE = 0.012;
const SHORTEST_TOLERANCE_MS = 2;
/** What is reserved ahead may be used until this long after the use it was reserved for. */
const AHEAD_MS = 250;

type Take = Extract<LimitRequest, { action: 'take' }>;

/**
 * One named limit at its owner. Requests are decided one after another. State is memory; before anything is granted, a
 * slice that covers it is written ahead, so that the next owner counts what this one may have granted.
 */
export class OwnedLimit {
  private readonly ledger = new GrantLedger();
  private readonly quota = new DayQuota();
  private closedUntil = 0;
  private closedReason = '';
  private ahead = { units: 0, until: 0 };
  private nextGrant = 1;
  private turn: Promise<unknown> = Promise.resolve();
  /** By the clock, when it was last asked for anything. */
  lastUsedAt: number;

  private constructor(
    private readonly store: LimitStore,
    private readonly clock: Clock,
    private readonly grantPrefix: string,
  ) {
    this.lastUsedAt = clock.now();
  }

  /** @param grantPrefix makes the ids of grants differ between owners */
  static async load(store: LimitStore, clock: Clock, grantPrefix: string): Promise<OwnedLimit> {
    const limit = new OwnedLimit(store, clock, grantPrefix);
    const state = await store.load();
    if (state) {
      limit.closedUntil = state.closedUntil;
      limit.closedReason = state.closedReason;
      limit.quota.restore(state.days);
      limit.ledger.restore(state.grants);
    }
    return limit;
  }

  /** @throws OwnershipLost, or the broker's error; nothing was granted then */
  handle(request: LimitRequest): Promise<LimitReply> {
    this.lastUsedAt = this.clock.now();
    const answer = this.turn.then(() => this.decide(request));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  /** Writes the exact state, so that nothing reserved ahead is lost, and grants no more after it. */
  async settle(): Promise<void> {
    await this.turn;
    this.ahead.units = 0;
    await this.save(0, this.clock.now());
  }

  private async decide(request: LimitRequest): Promise<LimitReply> {
    const now = this.clock.now();
    const day = request.definition.windows.find(({ kind }) => kind === 'utc-day');
    switch (request.action) {
      case 'take':
        return this.take(request, day);
      case 'return':
        this.giveBack(request.unused);
        return this.status(now, day);
      case 'close':
        this.ledger.dropPromises();
        if (request.until > this.closedUntil) {
          this.closedUntil = request.until;
          this.closedReason = request.reason;
          await this.save(this.ahead.units, this.ahead.until);
        }
        return this.status(now, day);
      case 'observe':
        this.quota.observe(now, request.dayRemaining, request.dayLimit);
        return this.status(now, day);
      case 'status':
        break;
    }
    return this.status(now, day);
  }

  private async take(request: Take, day: LimitWindow | undefined): Promise<LimitReply> {
    const { cost, reserve, waiter } = request;
    const sliding = request.definition.windows.filter(({ kind }) => kind === 'sliding');
    const smallest = Math.min(...request.definition.windows.map(({ limit }) => limit));
    if (request.unused) this.giveBack(request.unused);
    if (cost > smallest) return { granted: false, reason: `cost ${cost} is more than the limit of ${smallest}` };
    const toleranceMs = toleranceOf(sliding, request.toleranceMs);
    for (;;) {
      const now = this.clock.now();
      if (this.closedUntil > now) return { ...this.status(now, day), granted: false };
      const planned = this.ledger.plan(now, cost, sliding);
      const start = this.ledger.turnOf(waiter, now, cost) ?? planned;
      const useBy = start + toleranceMs;
      if (day && this.quota.remaining(useBy, day.limit) - reserve < cost) {
        return { ...this.status(now, day), granted: false, retryAt: nextMidnight(now), reason: spent(reserve) };
      }
      if (start - now > LONGEST_WAIT_MS) {
        if (waiter !== undefined) this.ledger.promise(waiter, start, useBy, cost);
        return { ...this.status(now, day), granted: false, retryAt: start - EARLY_MS, reason: rateReason(sliding) };
      }
      if (this.ahead.units < cost || this.ahead.until < useBy) {
        await this.save(Math.max(cost, sliceOf(smallest)), useBy + AHEAD_MS);
        continue;
      }
      const grant = `${this.grantPrefix}-${this.nextGrant++}`;
      const latest = this.ledger.grant(grant, start, useBy, cost, waiter);
      this.quota.count(start, latest, cost);
      this.ahead.units -= cost;
      return { ...this.status(now, day), granted: true, grant, notBefore: start, useBy: latest, retryAt: undefined };
    }
  }

  private giveBack(grant: string): void {
    const unused = this.ledger.giveBack(grant);
    if (unused) this.quota.giveBack(unused.startsAt, unused.endsAt, unused.cost);
  }

  private status(now: number, day: LimitWindow | undefined): LimitReply {
    const closed = this.closedUntil > now;
    const dayRemaining = day && this.quota.remaining(now, day.limit);
    return {
      granted: !closed && dayRemaining !== 0,
      ...(dayRemaining === 0 && { retryAt: nextMidnight(now), reason: spent(0) }),
      ...(closed && { closedUntil: this.closedUntil, retryAt: this.closedUntil, reason: this.closedReason }),
      ...(day && { dayRemaining, dayLimit: this.quota.limit(day.limit) }),
    };
  }

  private async save(units: number, until: number): Promise<void> {
    const now = this.clock.now();
    const grants = this.ledger.snapshot(now);
    await this.store.save({
      closedUntil: this.closedUntil,
      closedReason: this.closedReason,
      days: this.quota.snapshot(now, until, units),
      grants: units > 0 ? [...grants, [until, units]] : grants,
    });
    this.ahead = { units, until };
  }
}

/** A hundredth of the limit, so that a lost slice costs at most that, and a write happens at most every fiftieth use. */
function sliceOf(limit: number): number {
  return Math.max(1, Math.min(50, Math.floor(limit / 100)));
}

function toleranceOf(sliding: readonly LimitWindow[], asked = 0): number {
  const shortest = Math.min(...sliding.map(({ perMs }) => perMs), 60_000);
  return Math.min(
    Math.max(SHORTEST_TOLERANCE_MS, shortest * TOLERANCE, asked),
    Math.max(shortest / 2, SHORTEST_TOLERANCE_MS),
  );
}

function spent(reserve: number): string {
  return reserve > 0
    ? `the last ${reserve} of the day's quota are kept for others until 00:00 UTC`
    : 'quota used up until 00:00 UTC';
}

function rateReason(windows: readonly LimitWindow[]): string {
  return `waits for its turn at ${windows.map(({ limit, perMs }) => `${limit} per ${perMs} ms`).join(' and ')}`;
}
