import { z } from 'zod';
import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import { isName } from './name.js';

/** One window of a rate limit: at most `limit` within any `per`. */
export const LimitWindow = z.object({
  limit: z.int().min(1),
  perMs: z.int().min(1),
  /** `sliding`: never more than `limit` in any window of that length. `utc-day`: counted from 00:00 UTC, as upstream quotas are. */
  kind: z.enum(['sliding', 'utc-day']),
});
export type LimitWindow = z.infer<typeof LimitWindow>;

/**
 * A limit of a workload, known by its name to contracts (`rateLimit`, `concurrency`), handlers (`job.limit(name)`) and
 * operators alike: a rate with one or more windows, or a number of jobs at once.
 */
export const LimitDefinition = z.object({
  name: z.string(),
  windows: z.array(LimitWindow),
  /** At most so many at once. A limit has either windows or this. */
  atOnce: z.int().min(1).optional(),
});
export type LimitDefinition = z.infer<typeof LimitDefinition>;

/** One entry of `rateLimit`. Entries of one name are windows of one limit. */
export interface RateLimit<Input> {
  /** kebab-case. The limit is shared by all types and handlers of the workload that name it. */
  name: string;
  limit: number;
  /** Length of the window, or `utc-day` for a quota that is counted from 00:00 UTC. */
  per: Duration | 'utc-day';
  /** Each key has the limit to itself. Default: one for all. Undefined for an input that is not limited. */
  by?: (input: Input) => unknown;
}

/** One entry of `concurrency`. */
export interface Concurrency<Input> {
  name: string;
  /** Jobs that run at once. */
  limit: number;
  by?: (input: Input) => unknown;
}

/** A limit as a contract uses it. */
export interface ContractLimit<Input = unknown> {
  readonly definition: LimitDefinition;
  readonly by: ((input: Input) => unknown) | undefined;
}

export const DAY_MS = 86_400_000;

/**
 * Compiles a contract's limits: jobs at once before rates, each in order of name, so that two jobs never wait for what the
 * other holds, and a rate is taken only by a job that may start.
 *
 * @throws ConfigurationInvalid
 */
export function compileLimits<Input>(
  type: string,
  rates: readonly RateLimit<Input>[] = [],
  concurrencies: readonly Concurrency<Input>[] = [],
): readonly ContractLimit<Input>[] | undefined {
  const limits = new Map<string, ContractLimit<Input>>();
  for (const [index, { name, limit, by }] of concurrencies.entries()) {
    const path = `${type}.concurrency[${index}]`;
    if (limits.has(name)) throw new ConfigurationInvalid(`${path}.name`, `${name} is named twice`);
    assertLimit(path, name, limit);
    limits.set(name, { definition: { name, windows: [], atOnce: limit }, by });
  }
  for (const [index, { name, limit, per, by }] of rates.entries()) {
    const path = `${type}.rateLimit[${index}]`;
    assertLimit(path, name, limit);
    const perMs = per === 'utc-day' ? DAY_MS : durationMs(per, `${path}.per`);
    if (perMs < 1) throw new ConfigurationInvalid(`${path}.per`, 'must be at least 1ms');
    const window: LimitWindow = { limit, perMs, kind: per === 'utc-day' ? 'utc-day' : 'sliding' };
    const known = limits.get(name);
    if (known?.definition.atOnce !== undefined)
      throw new ConfigurationInvalid(`${path}.name`, `${name} is a concurrency limit; a rate needs a name of its own`);
    if (known && known.by !== by)
      throw new ConfigurationInvalid(`${path}.by`, `differs from that of another window of ${name}`);
    limits.set(name, { definition: { name, windows: [...(known?.definition.windows ?? []), window] }, by });
  }
  if (limits.size === 0) return undefined;
  return [...limits.values()].sort((a, b) => rank(a) - rank(b) || (a.definition.name < b.definition.name ? -1 : 1));
}

/** Whether two definitions of one name mean the same limit. */
export function isSameLimit(a: LimitDefinition, b: LimitDefinition): boolean {
  const windows = (definition: LimitDefinition) =>
    definition.windows.map(({ limit, perMs, kind }) => `${limit}/${perMs}/${kind}`).sort();
  return a.atOnce === b.atOnce && windows(a).join() === windows(b).join();
}

function rank({ definition }: ContractLimit<never>): number {
  return definition.atOnce === undefined ? 1 : 0;
}

function assertLimit(path: string, name: string, limit: number): void {
  if (!isName(name)) throw new ConfigurationInvalid(`${path}.name`, `must be kebab-case, got ${JSON.stringify(name)}`);
  if (!Number.isInteger(limit) || limit < 1)
    throw new ConfigurationInvalid(`${path}.limit`, `must be a whole number of at least 1, got ${limit}`);
}
