import {
  ConfigurationInvalid,
  isName,
  PausedThing,
  type AnyContract,
  type PausedThing as Thing,
} from '@kickoff/contracts';
import { hashKey } from '../job/job-key.js';

/** What `pause` and `resume` take. */
export type PauseTarget =
  | { workload: string }
  /** `<workload>/<queue>`. */
  | { queue: string }
  /**
   * A job type, by its contract or name; with `key`, only its jobs with that key: what the contract's `unique.by` or
   * `ordered.by` gives. The key of an ordered type needs the contract, which names the line.
   */
  | { type: string | AnyContract; key?: unknown };

/** @throws ConfigurationInvalid for a target that names nothing */
export function pausedThing(target: PauseTarget): { workload: string; thing: Thing } {
  if ('workload' in target) return { workload: named('workload', target.workload), thing: { kind: 'workload' } };
  if ('queue' in target) {
    const [workload = '', queue = '', ...rest] = target.queue.split('/');
    if (!isName(workload) || !isName(queue) || rest.length > 0)
      throw new ConfigurationInvalid('pause.queue', `must be <workload>/<queue>, got ${JSON.stringify(target.queue)}`);
    return { workload, thing: { kind: 'queue', queue } };
  }
  const type = typeof target.type === 'string' ? target.type : target.type.type;
  const [workload = '', name = '', ...rest] = type.split('.');
  if (!isName(workload) || !isName(name) || rest.length > 0)
    throw new ConfigurationInvalid('pause.type', `must be <workload>.<verb-noun>, got ${JSON.stringify(type)}`);
  if (target.key === undefined) return { workload, thing: { kind: 'type', name } };
  return { workload, thing: PausedThing.parse({ kind: 'key', name, key: keyOf(target.type, target.key) }) };
}

function named(field: string, value: string): string {
  if (!isName(value))
    throw new ConfigurationInvalid(`pause.${field}`, `must be kebab-case, got ${JSON.stringify(value)}`);
  return value;
}

function keyOf(type: string | AnyContract, key: unknown): string {
  if (typeof type === 'string') return hashKey(key);
  if (type.ordered) return hashKey([type.ordered.line, key]);
  if (type.unique) return hashKey(key);
  throw new ConfigurationInvalid('pause.key', `cannot be paused: ${type.type} is neither unique nor ordered by a key`);
}
