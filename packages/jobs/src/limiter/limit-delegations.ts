import type { LimitReply, LimitRequest } from '@kickoff/contracts';
import type { LimitPushes } from './limit-pushes.js';
import type { LimitDelegation, Line, OwnedShard, ShardLimit } from './owned-shard.js';
import { SlotCapacity } from './slot-capacity.js';

/** A worker must have been the only one for so long: two that take turns would pay for a recall each time. */
const ALONE_MS = 1_000;
const LOOK_AGAIN_MS = 250;

type Returned = NonNullable<LimitRequest['returned']>[number];

/**
 * Lets the only worker that uses a concurrency limit in a shard decide there itself, so that its jobs cost no round trip.
 *
 * Invariant: a `ShardLimit` with a delegation grants nothing. It ends when the worker returns it, with everything it holds,
 * or is gone, when it holds nothing any more. Whoever owns the shard next waits for that worker as for any other that may
 * hold something, since it was written down before its first grant.
 */
export class LimitDelegations {
  /** Differs from those of every replica before this one: what is late must not be taken for the present one's. */
  private next = Date.now();

  constructor(
    private readonly pushes: LimitPushes,
    private readonly now: () => number,
  ) {}

  /** This worker asks; while another one decides, that one is told to return. */
  asked(limit: ShardLimit, worker: string): void {
    if (limit.delegation && limit.delegation.worker !== worker) this.recall(limit);
    if (limit.user?.worker !== worker) limit.user = { worker, lookAt: performance.now() + ALONE_MS };
  }

  /**
   * Delegates to its only user, where nothing but this worker's own is held and nobody waits.
   *
   * @param isAsDeclared no override changes the numbers that the worker knows
   * @returns its number, also when it was delegated to this worker before: the word of it may have been lost
   */
  delegate(limit: ShardLimit, { worker, inbox, isSlow }: LimitRequest, isAsDeclared: boolean): number | undefined {
    const { user, shard, delegation } = limit;
    if (delegation) return delegation.worker === worker ? delegation.number : undefined;
    const now = performance.now();
    if (user?.worker !== worker || now < user.lookAt) return undefined;
    user.lookAt = now + LOOK_AGAIN_MS;
    if (!isAsDeclared || isSlow) return undefined;
    // Who is parked must be in line before somebody else decides that nobody is.
    if (shard.rebuilt !== 'done' || shard.users.awaited.size > 0 || !shard.users.has(worker)) return undefined;
    for (const line of limit.lines.values()) if (!isOnlyOf(line, worker, this.now())) return undefined;
    for (const line of limit.lines.values()) line.close();
    limit.lines.clear();
    this.next += 1;
    limit.delegation = { number: this.next, worker, inbox, recalled: false };
    return this.next;
  }

  recall(limit: ShardLimit): void {
    if (limit.delegation && !limit.delegation.recalled) this.pushRecall(limit, limit.delegation);
  }

  /** Once a second: a push may be lost. */
  recallAgain(shard: OwnedShard): void {
    for (const limit of shard.limits.values()) if (limit.delegation?.recalled) this.pushRecall(limit, limit.delegation);
  }

  private pushRecall({ name, shard }: ShardLimit, delegation: LimitDelegation): void {
    delegation.recalled = true;
    this.pushes.recall(delegation.inbox, [name, shard.number, delegation.number]);
  }

  /**
   * Takes a delegation back; what comes of one that is over already is passed over.
   *
   * @param open the line of a key of it
   */
  takeBack(
    limit: ShardLimit,
    [, , number, held, waiting]: Returned,
    { worker, inbox }: LimitRequest,
    open: (key: string) => Line,
  ): void {
    if (limit.delegation?.number !== number || limit.delegation.worker !== worker) return;
    this.forgetHeld(limit, worker);
    for (const [key, id] of held) {
      const { capacity } = open(key);
      if (capacity instanceof SlotCapacity) capacity.heldBy(id, worker, this.now());
    }
    const byKey = new Map<string, string[]>();
    for (const [key, id] of waiting) byKey.set(key, [...(byKey.get(key) ?? []), id]);
    for (const [key, ids] of byKey)
      open(key).joinAhead(
        ids.map((id) => ({ id, cost: 1, reserve: 0 })),
        { at: 'worker', worker, inbox },
      );
    this.end(limit);
  }

  /** What the worker was thought to hold here: it says anew what it does. */
  forgetHeld({ lines }: ShardLimit, worker: string): void {
    for (const { capacity } of lines.values()) if (capacity instanceof SlotCapacity) capacity.releaseAllOf(worker);
  }

  /** Which of these still hold. */
  renew(
    rows: NonNullable<LimitRequest['renew']>,
    worker: string,
    find: (row: (typeof rows)[number]) => ShardLimit | undefined,
  ): NonNullable<LimitReply['delegated']> {
    return rows.filter((row) => {
      const delegation = find(row)?.delegation;
      return delegation?.number === row[2] && delegation.worker === worker;
    });
  }

  /** The worker is gone, and with it what it held. */
  dropOf(limit: ShardLimit, worker: string): void {
    if (limit.delegation?.worker === worker) this.end(limit);
  }

  private end(limit: ShardLimit): void {
    limit.delegation = undefined;
    limit.user = undefined;
    for (const line of limit.lines.values()) line.advance();
  }
}

function isOnlyOf({ waiting, capacity }: Line, worker: string, now: number): boolean {
  return waiting === 0 && capacity instanceof SlotCapacity && capacity.isOnlyOf(worker, now);
}
