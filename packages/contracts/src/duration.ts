import { ConfigurationInvalid } from './errors.js';

/** A length of time as people write it: a number and one unit, e.g. `'250ms'`, `'30s'`, `'15m'`, `'1h'`, `'90d'`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const MS_PER_UNIT: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PATTERN = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/**
 * Milliseconds of a duration.
 *
 * @param path where the value stands, for the message, e.g. `live-scores.poll-live-matches.timeout`
 * @throws ConfigurationInvalid when the text is not a duration
 */
export function durationMs(duration: Duration, path = 'duration'): number {
  const match = PATTERN.exec(duration);
  if (!match) {
    throw new ConfigurationInvalid(
      path,
      `must be a number and a unit (ms, s, m, h, d) such as '30s', got ${JSON.stringify(duration)}`,
    );
  }
  return Math.round(Number(match[1]) * MS_PER_UNIT[match[2]!]!);
}
