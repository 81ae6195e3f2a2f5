import { ConfigurationInvalid, durationMs, type Duration } from '@kickoff/contracts';
import { UsageError } from './command-error.js';

/**
 * Milliseconds of a text such as `30s`.
 *
 * @throws UsageError that names the option
 */
export function parseDuration(option: string, text: string): number {
  try {
    return durationMs(text as Duration, option);
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error;
    throw new UsageError(error.message, { where: option, remedy: 'write a number and a unit (ms, s, m, h, d): 30s' });
  }
}
