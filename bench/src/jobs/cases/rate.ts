import { compareCases } from '../../compare.js';
import { median, mostWithin } from '../../result.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs } from '../no-op.js';
import { RATE, rated } from '../scheduled-jobs.js';
import { ScheduledStage } from '../scheduled-stage.js';

const SECONDS = 10;
/** There are always more that wait: a second's worth at each end, over which the pace is averaged. */
const JOBS = RATE * (SECONDS + 2);
const WORKERS = 4;
const SLOTS = 25;

/**
 * A backlog of jobs of which a hundred may start per second, with four worker processes: how many do (`rate`), and the most
 * that start within any second (`rate-most`, of all rounds).
 */
export const rate: JobsCase = {
  name: 'rate',
  run: async ({ directory, rivals, rounds }) => {
    const stage = await ScheduledStage.start(directory, await rivals.database());
    let most = 0;
    const round = async () => {
      const startedAt = await startTimes(stage);
      most = Math.max(most, mostWithin(startedAt, 1_000));
      return { rate: pace(startedAt), 'rate-most': most };
    };
    const limit = () => Promise.resolve({ rate: RATE, 'rate-most': RATE });
    try {
      const units = { rate: 'jobs/s', 'rate-most': 'jobs in 1 s' };
      const results = await compareCases({ suite: 'jobs', units, rounds }, [
        { name: 'kickoff', round },
        { name: 'limit', round: limit },
      ]);
      // One second over the limit is one too many: no median.
      return results.map((result) => (result.case === 'rate-most' ? { ...result, kickoff: most } : result));
    } finally {
      await stage.stop();
    }
  },
};

/** When each job started, in order. */
async function startTimes(stage: ScheduledStage): Promise<number[]> {
  await stage.empty();
  await stage.client.enqueueMany(rated, inputs(JOBS + RATE));
  const times: number[] = [];
  await stage.withWorkers({ count: WORKERS, slots: SLOTS }, async (workers) => {
    for (const worker of workers) {
      worker.onNews(({ startedAt = [] }) => void times.push(...startedAt));
      worker.go();
    }
    await stage.workedOff();
    for (const worker of workers) await worker.stop();
  });
  return times.toSorted((a, b) => a - b);
}

/** Starts per second: from each job of the second second to that which starts ten seconds later, wherever in a second it stands. */
function pace(startedAt: readonly number[]): number {
  const jobs = RATE * SECONDS;
  const tookMs = Array.from({ length: RATE }, (_, n) => startedAt[RATE + n + jobs]! - startedAt[RATE + n]!);
  return jobs / (median(tookMs) / 1_000);
}
