import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import { DAY_MS, type LimitDefinition, type LimitWindow } from './limit.js';

/** The numbers of a limit, as people write them at run time: all windows of a rate, or how many jobs at once. */
export type LimitTerms = { windows: readonly StatedWindow[] } | { atOnce: number };

/** One window of a rate. */
export interface StatedWindow {
  limit: number;
  /** Length of the window, or a day that begins at 00:00 UTC. */
  per: Duration | 'utc-day';
}

/**
 * Checks what somebody wrote, or what is stored.
 *
 * @param path where it stands, for the message
 * @throws ConfigurationInvalid naming the first value that is wrong
 */
export function compileLimitTerms(given: unknown, path: string): Omit<LimitDefinition, 'name'> {
  const { windows, atOnce, ...others } = (typeof given === 'object' && given !== null ? given : {}) as {
    windows?: unknown;
    atOnce?: number;
  };
  const isRate = Array.isArray(windows) && windows.length > 0;
  if (Object.keys(others).length > 0 || isRate === (atOnce !== undefined))
    throw new ConfigurationInvalid(
      path,
      `must be { windows: [{ limit, per }, …] } or { atOnce }, got ${JSON.stringify(given)}`,
    );
  if (!isRate) return { windows: [], atOnce: wholeNumber(atOnce, `${path}.atOnce`) };
  return { windows: windows.map((window, index) => compileWindow(window, `${path}.windows[${index}]`)) };
}

function compileWindow(given: unknown, path: string): LimitWindow {
  const { limit, per, ...others } = (typeof given === 'object' && given !== null ? given : {}) as {
    limit?: number;
    per?: Duration | 'utc-day';
  };
  if (per === undefined || Object.keys(others).length > 0)
    throw new ConfigurationInvalid(path, `must be { limit, per }, got ${JSON.stringify(given)}`);
  const perMs = per === 'utc-day' ? DAY_MS : durationMs(per, `${path}.per`);
  if (perMs < 1) throw new ConfigurationInvalid(`${path}.per`, 'must be at least 1ms');
  return { limit: wholeNumber(limit, `${path}.limit`), perMs, kind: per === 'utc-day' ? 'utc-day' : 'sliding' };
}

function wholeNumber(value: number | undefined, path: string): number {
  if (value !== undefined && Number.isInteger(value) && value >= 1) return value;
  throw new ConfigurationInvalid(path, `must be a whole number of at least 1, got ${JSON.stringify(value)}`);
}
