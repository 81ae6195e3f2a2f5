import { describe, expect, it } from '@jest/globals';
import { handledContract, parseSettings } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import manifest from './worker.js';

describe('manifest of match-predictions', () => {
  it('has one handler per contract, in their order', () => {
    const inThreads = manifest.threadHandlers!.map(({ contract }) => contract.type);
    expect(manifest.handlers.map((handler) => handledContract(handler)?.type)).toEqual(
      workload.contracts.map(({ type }) => type).filter((type) => !inThreads.includes(type)),
    );
  });

  it('runs at the hours of the seed', () => {
    const schedules = manifest.schedules!(parseSettings(manifest.settings, {}));
    expect(Object.fromEntries(schedules.map(({ name, cron }) => [name, cron]))).toEqual({
      'sync-all-leagues': '0 4 * * *',
      'sync-historical-data': '0 2 * * 1',
      'update-recent-results': '0 */3 * * *',
      'retrain-model': '0 5 * * *',
      'generate-predictions': '0 */6 * * *',
      'validate-predictions': '0 6 * * *',
      'calculate-model-metrics': '0 7 * * *',
      'clean-up-old-data': '0 3 * * 0',
    });
  });
});
