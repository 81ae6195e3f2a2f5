import { compare } from '../../compare.js';
import type { BenchResult } from '../../result.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs } from '../no-op.js';
import { onePerKey, unlimited } from '../scheduled-jobs.js';
import { ScheduledStage } from '../scheduled-stage.js';

const JOBS = 120_000;
/** Worked off before, by workers that load and compile their code meanwhile. */
const FIRST_JOBS = 20_000;
const SLOTS = 100;

/**
 * No-op jobs of 10,000 keys of which each may run one at a time, next to the same jobs without that limit; worked off by one
 * process (`per-key`) and by four (`per-key-four`) that have done some before, until the last ack.
 */
export const perKey: JobsCase = {
  name: 'per-key',
  run: async ({ directory, rivals, rounds }) => {
    const stage = await ScheduledStage.start(directory, await rivals.database());
    try {
      return [await measure(stage, 'per-key', 1, rounds), await measure(stage, 'per-key-four', 4, rounds)];
    } finally {
      await stage.stop();
    }
  },
};

function measure(stage: ScheduledStage, name: string, workers: number, rounds: number): Promise<BenchResult> {
  const many = inputs(JOBS);
  const contender = (as: string, contract: typeof onePerKey) => ({
    name: as,
    round: async () => {
      await stage.empty();
      await stage.client.enqueueMany(contract, inputs(FIRST_JOBS));
      return stage.withWorkers({ count: workers, slots: SLOTS }, async (started) => {
        for (const worker of started) worker.go();
        await stage.workedOff();
        await Promise.all(started.map((worker) => worker.pause()));
        await stage.client.enqueueMany(contract, many);
        const startedAt = performance.now();
        for (const worker of started) worker.go();
        await stage.workedOff();
        return JOBS / ((performance.now() - startedAt) / 1_000);
      });
    },
  });
  return compare({ suite: 'jobs', case: name, unit: 'jobs/s', rounds }, [
    contender('kickoff', onePerKey),
    contender('without-limit', unlimited),
  ]);
}
