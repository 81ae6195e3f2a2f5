import type { PlatformAddresses } from '../platform/platform.js';
import type { ServiceName } from '../platform/services.js';

/** Sports whose upstream the simulator plays, as in the names of the settings of live-scores. */
const SPORTS = ['football', 'basketball', 'hockey', 'american-football'];

/** Points the workload's upstream addresses at the simulator, and keeps shutdown short. */
export function demoEnvironment(
  _service: ServiceName | 'migrate',
  { simulator }: PlatformAddresses,
): Record<string, string> {
  const environment: Record<string, string> = { LIVE_SCORES_API_KEY: 'demo', KICKOFF_SHUTDOWN_GRACE: '5s' };
  for (const sport of SPORTS) {
    environment[`LIVE_SCORES_${sport.toUpperCase().replaceAll('-', '_')}_URL`] = `${simulator}/${sport}`;
  }
  return environment;
}
