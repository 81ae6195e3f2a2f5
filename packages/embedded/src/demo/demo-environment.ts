import type { PlatformAddresses } from '../platform/platform.js';
import type { ServiceName } from '../platform/services.js';
import { inheritedEnvironment } from '../settings.js';

/** Sports whose upstream the simulator plays, as in the names of the settings of live-scores. */
const SPORTS = ['football', 'basketball', 'ice-hockey', 'american-football'];

/** What the demo runs unless it is told otherwise. */
const WORKLOADS = '@kickoff/board-games,@kickoff/live-scores,@kickoff/player-watch';

const REQUESTS_PER_DAY = '1000000';

/** Says which workloads run, points their upstream addresses at the simulator, says which admin key there is, and keeps shutdown short. */
export function demoEnvironment(
  service: ServiceName | 'migrate',
  { simulator }: PlatformAddresses,
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
    SIMULATOR_REQUESTS_PER_DAY: REQUESTS_PER_DAY,
    PLAYER_WATCH_RIOT_URL: `${simulator}/riot/{routing}`,
    PLAYER_WATCH_TRACKED: 'euw1/Player 5#EUW1,euw1/Player 7#EUW1,kr/Player 10#KR',
    // Somebody who has just started the demo should see each job soon.
    PLAYER_WATCH_UPDATE_EVERY: '20s',
    PLAYER_WATCH_ANALYSE_EVERY: '30s',
    PLAYER_WATCH_MONITOR_EVERY: '30s',
  };
  if (service === 'api') environment.KICKOFF_API_ADMIN_KEY = adminKey;
  for (const sport of SPORTS) {
    const name = `LIVE_SCORES_${sport.toUpperCase().replaceAll('-', '_')}`;
    environment[`${name}_URL`] = `${simulator}/${sport}`;
    // Somebody who has just started the demo should not wait for the first match.
    environment[`${name}_LIVE_INTERVAL`] = '3s';
  }
  return environment;
}
