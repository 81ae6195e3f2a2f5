import { CronExpressionParser } from 'cron-parser';
import { ConfigurationInvalid } from '@kickoff/contracts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** When a schedule fires, as people and code write it. */
export interface ScheduleTiming {
  everyMs: number | undefined | null;
  cron: string | undefined | null;
  timeZone: string;
}

/**
 * How the broker keeps it: a repeating cron rule, or one message at a time at multiples of an interval since the epoch.
 * A repeating interval of the broker's own would restart its phase at every write of the rule.
 */
export type CompiledTiming =
  | { kind: 'cron'; /** Six fields, seconds first. */ cron: string; timeZone: string }
  | { kind: 'anchored'; everyMs: number };

const FIELDS = ['second', 'minute', 'hour', 'day of month', 'month', 'day of week'] as const;
/** The broker's cron knows no `L`, `#`, `W` or `H`; months and days of the week may be three letters. */
const NUMERIC_FIELD = /^[0-9*/,?-]+$/;
const NAMED_FIELD = /^([0-9*/,?-]|[A-Za-z]{3})+$/;
const FIRST_NAMED_FIELD = FIELDS.indexOf('month');

/**
 * @param path where the schedule stands, e.g. `live-scores.poll-live-football`
 * @throws ConfigurationInvalid naming the field that is wrong
 */
export function compileTiming({ everyMs, cron, timeZone }: ScheduleTiming, path: string): CompiledTiming {
  assertTimeZone(timeZone, path);
  if (cron) return { kind: 'cron', cron: sixFields(cron, path), timeZone };
  if (!everyMs || everyMs < SECOND_MS || everyMs % SECOND_MS !== 0) {
    throw new ConfigurationInvalid(`${path}.every`, `must be whole seconds, at least 1s, got ${everyMs} ms`);
  }
  const dividing = cronOfInterval(everyMs);
  return dividing ? { kind: 'cron', cron: dividing, timeZone: 'UTC' } : { kind: 'anchored', everyMs };
}

/** Names of the one zone that never changes its clocks. */
const UNCHANGING = ['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT'];

/**
 * Whether the broker repeats the rule itself. Where clocks change it may skip a firing or fire twice, so there the firings are
 * computed here and written one at a time (docs/decisions/zoned-schedules-fire-one-by-one.md).
 */
export function repeats(timing: CompiledTiming): boolean {
  return timing.kind === 'cron' && UNCHANGING.includes(timing.timeZone);
}

/** The last firing at or before `at`, in milliseconds since the epoch. */
export function latestFiring(timing: CompiledTiming, at: number): number {
  if (timing.kind === 'anchored') return Math.floor(at / timing.everyMs) * timing.everyMs;
  return CronExpressionParser.parse(timing.cron, { currentDate: new Date(at + 1), tz: timing.timeZone })
    .prev()
    .getTime();
}

/** Firings after `from` and until `to`, `to` included, in order, at most so many. */
export function firingsBetween(timing: CompiledTiming, from: number, to: number, limit: number): number[] {
  const next = firingsAfter(timing, from);
  const firings: number[] = [];
  for (let at = next(); at <= to && firings.length < limit; at = next()) firings.push(at);
  return firings;
}

/** The next so many firings after `after`, in order. */
export function nextFirings(timing: CompiledTiming, after: number, count: number): number[] {
  const next = firingsAfter(timing, after);
  return Array.from({ length: count }, next);
}

/** The first firing after `after`, in milliseconds since the epoch. */
export function nextFiring(timing: CompiledTiming, after: number): number {
  return firingsAfter(timing, after)();
}

/** Tells one firing after the other. */
function firingsAfter(timing: CompiledTiming, after: number): () => number {
  if (timing.kind === 'anchored') {
    const { everyMs } = timing;
    let at = Math.floor(after / everyMs) * everyMs;
    return () => (at += everyMs);
  }
  const expression = CronExpressionParser.parse(timing.cron, { currentDate: new Date(after), tz: timing.timeZone });
  return () => expression.next().getTime();
}

function cronOfInterval(everyMs: number): string | undefined {
  if (everyMs < MINUTE_MS) return MINUTE_MS % everyMs === 0 ? `*/${everyMs / SECOND_MS} * * * * *` : undefined;
  if (everyMs < HOUR_MS) return divides(everyMs, MINUTE_MS, HOUR_MS) ? `0 */${everyMs / MINUTE_MS} * * * *` : undefined;
  if (everyMs < DAY_MS) return divides(everyMs, HOUR_MS, DAY_MS) ? `0 0 */${everyMs / HOUR_MS} * * *` : undefined;
  return everyMs === DAY_MS ? '0 0 0 * * *' : undefined;
}

function divides(everyMs: number, unitMs: number, wholeMs: number): boolean {
  return everyMs % unitMs === 0 && wholeMs % everyMs === 0;
}

function sixFields(cron: string, path: string): string {
  const written = cron.trim().split(/\s+/);
  if (written.length !== 5 && written.length !== 6) {
    throw new ConfigurationInvalid(
      `${path}.cron`,
      `must have 5 fields, or 6 with seconds first, got ${written.length}: ${JSON.stringify(cron)}`,
    );
  }
  const fields = written.length === 5 ? ['0', ...written] : written;
  for (const [index, field] of fields.entries()) {
    const alone = FIELDS.map((_, position) => (position === index ? field : '*')).join(' ');
    const pattern = index < FIRST_NAMED_FIELD ? NUMERIC_FIELD : NAMED_FIELD;
    const problem = pattern.test(field) ? parseProblem(alone) : 'has characters that cron does not know';
    if (problem) {
      const position = index - (fields.length - written.length) + 1;
      throw new ConfigurationInvalid(
        `${path}.cron`,
        `field ${position} (${FIELDS[index]}) of ${JSON.stringify(cron)}: ${JSON.stringify(field)} ${problem}`,
      );
    }
  }
  const whole = fields.join(' ');
  const problem = parseProblem(whole);
  if (problem) throw new ConfigurationInvalid(`${path}.cron`, `${JSON.stringify(cron)} ${problem}`);
  return whole;
}

function parseProblem(cron: string): string | undefined {
  try {
    CronExpressionParser.parse(cron, { tz: 'UTC' }).next();
    return undefined;
  } catch (error) {
    return `is refused: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function assertTimeZone(timeZone: string, path: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new ConfigurationInvalid(
      `${path}.timeZone`,
      `must be an IANA name such as Europe/Paris, got ${JSON.stringify(timeZone)}`,
    );
  }
}
