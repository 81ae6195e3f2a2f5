import { UsageError } from '../cli/command-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time of the command line as the api takes it: ISO 8601, or so long ago (`2h`).
 *
 * @throws UsageError that names the option
 */
export function timeOf(option: string, text: string, now: number): string {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : now - Number(count) * UNITS[unit]!;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new UsageError(`${option} must be a time, got ${JSON.stringify(text)}`, {
    where: option,
    remedy: 'write it as 2026-11-28T09:00:00Z, or as 2h for two hours ago',
  });
}
