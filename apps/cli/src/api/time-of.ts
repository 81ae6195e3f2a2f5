import { UsageError } from '../cli/command-error.js';

// Not `durationMs` of the contracts: filters are loaded with every command, also to complete a word.
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A day, or a moment with its offset: `Date.parse` alone makes a year of anything. */
const ISO = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A time of the command line as the api takes it: ISO 8601, or so long ago (`2h`).
 *
 * @throws UsageError that names the option
 */
export function timeOf(option: string, text: string, now: number): string {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const stated = ISO.test(text) ? Date.parse(text) : Number.NaN;
  const at = count === undefined ? stated : now - Number(count) * UNITS[unit]!;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new UsageError(`${option} must be a time, got ${JSON.stringify(text)}`, {
    where: option,
    remedy: 'write it as 2026-11-28T09:00:00Z, or as 2h for two hours ago',
  });
}
