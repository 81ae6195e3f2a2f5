import { LIMIT_SHARDS } from '@kickoff/contracts';
import { hashKey } from '../job/job-key.js';

/** A key as people and the wire see it: short words as they are, everything else by its hash. */
export function limitKey(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[\w-]{1,64}$/.test(text) ? text : hashKey(value);
}

/** FNV-1a, because every limited job is hashed. Frozen: workers and limiter must agree. */
export function limitShard(workload: string, name: string, key: string): number {
  let hash = 0x811c9dc5;
  const text = `${workload}.${name}.${key}`;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The low bits of FNV are its weakest.
  return ((hash >>> 16) ^ hash) & (LIMIT_SHARDS - 1);
}

/** What a limit is to one key. */
export function limitLabel(name: string, key: string): string {
  return key === '' ? name : `${name} of ${key}`;
}
