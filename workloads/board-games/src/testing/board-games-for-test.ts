import { workloadForTest, type SimulatorForTest, type WorkloadForTest } from '@kickoff/testing';
import manifest from '../worker.js';

/** The workload against its simulator, hardly limited. */
export function boardGamesForTest(simulator: () => Pick<SimulatorForTest, 'url'>): () => WorkloadForTest {
  return workloadForTest(manifest, {
    environment: () => ({
      BOARD_GAMES_URL: `${simulator().url}/board-games`,
      BOARD_GAMES_REQUESTS_PER_SECOND: '500',
    }),
  });
}
