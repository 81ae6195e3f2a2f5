import { createHash } from 'node:crypto';
import type { PlatformAddresses } from '../platform/platform.js';
import type { ServiceName } from '../platform/services.js';
import { inheritedEnvironment } from '../settings.js';

/** Sports whose upstream the simulator plays, as in the names of the settings of live-scores. */
const SPORTS = ['football', 'basketball', 'ice-hockey', 'american-football'];

/** What the demo runs unless it is told otherwise. */
const WORKLOADS = ['board-games', 'live-scores', 'match-predictions', 'profile-review']
  .map((name) => `@kickoff/${name}`)
  .join(',');

const REQUESTS_PER_DAY = '1000000';

/** Says which workloads run, points their upstream addresses at the simulator, says which admin key there is, and keeps shutdown short. */
export function demoEnvironment(
  service: ServiceName | 'migrate',
  { api, simulator }: PlatformAddresses,
  adminKey: string,
): Record<string, string> {
  const environment: Record<string, string> = {
    KICKOFF_SHUTDOWN_GRACE: '5s',
    KICKOFF_WORKLOADS: inheritedEnvironment()['KICKOFF_WORKLOADS'] ?? WORKLOADS,
    BOARD_GAMES_URL: `${simulator}/board-games`,
    LIVE_SCORES_API_KEY: 'demo',
    LIVE_SCORES_SPORTS: SPORTS.join(','),
    // Polls every three seconds would use up a usual day's quota before the evening.
    LIVE_SCORES_REQUESTS_PER_DAY: REQUESTS_PER_DAY,
    MATCH_PREDICTIONS_URL: `${simulator}/match-predictions`,
    // Past seasons are thirty files; nobody should wait for them at the pace that a stranger's site is due.
    MATCH_PREDICTIONS_REQUESTS_PER_SECOND: '20',
    SIMULATOR_REQUESTS_PER_DAY: REQUESTS_PER_DAY,
    PROFILE_REVIEW_GITHUB_URL: `${simulator}/profile-review/github`,
    PROFILE_REVIEW_LIVE_TOKEN_SECRET: secretOf('live', adminKey),
    PROFILE_REVIEW_PAYMENT_SECRET: secretOf('payments', adminKey),
    // All of the simulator's visitors come from one address.
    PROFILE_REVIEW_REQUESTS_PER_HOUR: '1000',
    PROFILE_REVIEW_REQUESTS_PER_DAY: '10000',
    SIMULATOR_PROFILE_REVIEW_API: api,
    SIMULATOR_PROFILE_REVIEW_PAYMENT_SECRET: secretOf('payments', adminKey),
    SIMULATOR_PROFILE_REVIEW_VISITS: '20s',
  };
  if (service === 'gateway') environment.KICKOFF_LIVE_TOKEN_SECRET = secretOf('live', adminKey);
  if (service === 'api') environment.KICKOFF_API_ADMIN_KEY = adminKey;
  for (const sport of SPORTS) {
    const name = `LIVE_SCORES_${sport.toUpperCase().replaceAll('-', '_')}`;
    environment[`${name}_URL`] = `${simulator}/${sport}`;
    // Somebody who has just started the demo should not wait for the first match.
    environment[`${name}_LIVE_INTERVAL`] = '3s';
  }
  return environment;
}

/** One for each use, the same at every start: the admin key is kept beside the data. */
function secretOf(use: string, adminKey: string): string {
  return createHash('sha256').update(`${use} ${adminKey}`).digest('base64');
}
