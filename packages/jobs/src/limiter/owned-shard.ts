import type { LimitDefinition } from '@kickoff/contracts';
import type { LimitLine } from './limit-line.js';
import type { RateCapacity } from './rate-capacity.js';
import type { ShardUsers } from './shard-users.js';
import { SlotCapacity } from './slot-capacity.js';

/** What the replica that decides a shard keeps of it. */

export type Line = LimitLine<RateCapacity | SlotCapacity>;

/** A line as its replica keeps it. */
export interface OwnedLine {
  workload: string;
  line: Line;
  shard: OwnedShard;
  /** As the code says, which an override may stand before. */
  declared: LimitDefinition;
}

export interface OwnedShard {
  number: number;
  claimedAt: number;
  /** Uses that an owner before granted may begin until then. */
  unknownUntil: number;
  users: ShardUsers;
  lines: Map<string, OwnedLine>;
  opening: Map<string, Promise<OwnedLine>>;
  /** Jobs that were parked under an owner before are in line. */
  rebuilt: boolean;
}

/** As it is at first, by its new owner. */
export function ownedShard(number: number, users: ShardUsers, unknownUntil: number): OwnedShard {
  return {
    number,
    claimedAt: performance.now(),
    unknownUntil,
    users,
    lines: new Map(),
    opening: new Map(),
    rebuilt: false,
  };
}

/** What workers that are gone held is free, and they wait no more. */
export function freeHeldBy({ lines }: OwnedShard, workers: readonly string[]): void {
  for (const worker of workers) {
    for (const { line } of lines.values()) {
      if (line.capacity instanceof SlotCapacity) line.capacity.releaseAllOf(worker);
      line.dropWaitersOf(worker);
    }
  }
}

/** Says how many. Lines without a key are few, and remember their uses for longer windows. */
export function forgetIdleLines({ lines }: OwnedShard): number {
  let forgotten = 0;
  for (const [id, { line }] of lines) {
    if (line.key === '' || !line.isIdle()) continue;
    line.close();
    lines.delete(id);
    forgotten += 1;
  }
  return forgotten;
}

export function lineId(workload: string, name: string, key: string): string {
  return `${workload}.${name}.${key}`;
}
