import type { LimitDefinition } from '@kickoff/contracts';
import type { LimitLine, LineCallbacks } from './limit-line.js';
import type { RateCapacity } from './rate-capacity.js';
import type { ShardUsers } from './shard-users.js';
import { SlotCapacity } from './slot-capacity.js';

/** What the replica that decides a shard keeps of it. */

export type Line = LimitLine<RateCapacity | SlotCapacity>;

export interface OwnedShard {
  number: number;
  claimedAt: number;
  /** Uses that an owner before granted may begin until then. */
  unknownUntil: number;
  users: ShardUsers;
  /** By workload and name of the limit. */
  limits: Map<string, ShardLimit>;
  /** Jobs that were parked under an owner before are being put in line, or are there. */
  rebuilt: 'no' | 'begun' | 'done';
}

/** The keys of one limit that belong to one shard. */
export interface ShardLimit {
  workload: string;
  name: string;
  shard: OwnedShard;
  /** As the code says, which an override may stand before. */
  declared: LimitDefinition;
  /** By key. */
  lines: Map<string, Line>;
  opening: Map<string, Promise<Line>>;
  /** The worker that asked last, and when to look next whether it alone uses this, by `performance.now()`. */
  user: { worker: string; lookAt: number } | undefined;
  delegation: LimitDelegation | undefined;
  /** Of its lines. */
  callbacks: LineCallbacks<RateCapacity | SlotCapacity> | undefined;
}

/** One worker decides a `ShardLimit`; until it is returned or that worker is gone, nothing is granted here. */
export interface LimitDelegation {
  number: number;
  worker: string;
  inbox: string;
  recalled: boolean;
}

/** As it is at first, by its new owner. */
export function ownedShard(number: number, users: ShardUsers, unknownUntil: number): OwnedShard {
  return { number, claimedAt: performance.now(), unknownUntil, users, limits: new Map(), rebuilt: 'no' };
}

/** What the shard has of the limit, made on first use. */
export function shardLimit(shard: OwnedShard, workload: string, declared: LimitDefinition): ShardLimit {
  const id = `${workload}.${declared.name}`;
  let limit = shard.limits.get(id);
  if (!limit) {
    limit = {
      workload,
      name: declared.name,
      shard,
      declared,
      lines: new Map(),
      opening: new Map(),
      user: undefined,
      delegation: undefined,
      callbacks: undefined,
    };
    shard.limits.set(id, limit);
  }
  return limit;
}

/** Whether it is known who holds what of a concurrency limit. */
export function isKnown({ shard, delegation }: ShardLimit): boolean {
  return delegation === undefined && shard.users.awaited.size === 0;
}

export function* linesOf(shard: OwnedShard): Generator<Line> {
  for (const { lines } of shard.limits.values()) yield* lines.values();
}

/** Frees what a worker holds that is gone, and its places. */
export function dropWorker(line: Line, worker: string): void {
  if (line.capacity instanceof SlotCapacity) line.capacity.releaseAllOf(worker);
  line.dropWaitersOf(worker);
}

/** Says how many. Lines without a key are few, and remember their uses for longer windows. */
export function forgetIdleLines({ limits }: OwnedShard): number {
  let forgotten = 0;
  for (const { lines } of limits.values()) {
    for (const [key, line] of lines) {
      if (key === '' || !line.isIdle()) continue;
      line.close();
      lines.delete(key);
      forgotten += 1;
    }
  }
  return forgotten;
}
