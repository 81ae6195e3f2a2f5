import type { LimitDefinition } from '@kickoff/contracts';
import type { LimitLine } from './limit-line.js';
import type { RateCapacity } from './rate-capacity.js';
import type { ShardUsers } from './shard-users.js';
import type { SlotCapacity } from './slot-capacity.js';

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

export function lineId(workload: string, name: string, key: string): string {
  return `${workload}.${name}.${key}`;
}
