import { workloadForTest, type SimulatorForTest, type WorkloadForTest } from '@kickoff/testing';
import manifest from '../worker.js';
import { addressesAt } from './simulator-for-test.js';

/** The workload against its simulator, hardly limited. */
export function liveScoresForTest(simulator: () => Pick<SimulatorForTest, 'url'>): () => WorkloadForTest {
  return workloadForTest(manifest, {
    environment: () => {
      const addresses = addressesAt(simulator().url);
      return {
        LIVE_SCORES_FOOTBALL_URL: addresses.football,
        LIVE_SCORES_BASKETBALL_URL: addresses.basketball,
        LIVE_SCORES_ICE_HOCKEY_URL: addresses['ice-hockey'],
        LIVE_SCORES_AMERICAN_FOOTBALL_URL: addresses['american-football'],
        LIVE_SCORES_REQUESTS_PER_SECOND: '500',
      };
    },
  });
}
