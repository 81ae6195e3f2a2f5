import { workloadForTest, type SimulatorForTest, type WorkloadForTest } from '@kickoff/testing';
import manifest from '../worker.js';

/** The workload against its simulator, hardly limited, with few leagues and seasons, so that trainings are short. */
export function matchPredictionsForTest(simulator: () => Pick<SimulatorForTest, 'url'>): () => WorkloadForTest {
  return workloadForTest(manifest, {
    environment: () => ({
      MATCH_PREDICTIONS_URL: `${simulator().url}/match-predictions`,
      MATCH_PREDICTIONS_REQUESTS_PER_SECOND: '100',
      MATCH_PREDICTIONS_REQUEST_TIMEOUT: '10s',
      MATCH_PREDICTIONS_LEAGUES: 'D1,E0',
      MATCH_PREDICTIONS_PAST_SEASONS: '2',
    }),
  });
}
