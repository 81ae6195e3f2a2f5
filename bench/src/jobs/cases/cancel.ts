import { setTimeout as sleep } from 'node:timers/promises';
import { compareCases } from '../../compare.js';
import { percentile } from '../../result.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs } from '../no-op.js';
import { unlimited, untilCancelled } from '../scheduled-jobs.js';
import { ScheduledStage } from '../scheduled-stage.js';
import { until } from '../until.js';
import { wallClockMs } from '../wall-clock.js';

const CANCELLED = 200;
const EVERY_MS = 15;
/** As many run beside those that wait for their signal. */
const OTHER_SLOTS = 100;
/** More than a worker does while all the cancels are sent. */
const BACKLOG = 400_000;

/**
 * From `client.cancel` in one process to the abort of the running handler's signal in another, whose worker meanwhile
 * does no-op jobs as fast as it can; against the same with nothing else to do.
 */
export const cancel: JobsCase = {
  name: 'cancel',
  run: async ({ directory, rivals, rounds }) => {
    const stage = await ScheduledStage.start(directory, await rivals.database());
    const contender = (name: string, backlog: number) => ({
      name,
      round: async () => {
        const took = await cancelAll(stage, backlog);
        return { cancel: percentile(took, 0.99), 'cancel-p50': percentile(took, 0.5) };
      },
    });
    try {
      return await compareCases({ suite: 'jobs', units: { cancel: 'ms (p99)', 'cancel-p50': 'ms (p50)' }, rounds }, [
        contender('kickoff', BACKLOG),
        contender('idle', 0),
      ]);
    } finally {
      await stage.stop();
    }
  },
};

/** How long each cancel took until its signal, in milliseconds, sorted. */
async function cancelAll(stage: ScheduledStage, backlog: number): Promise<number[]> {
  let waiting = 0;
  const abortedAt = new Map<string, number>();
  await stage.empty();
  const jobs = await stage.client.enqueueMany(untilCancelled, inputs(CANCELLED));
  await stage.client.enqueueMany(unlimited, inputs(backlog));
  return stage.withWorkers({ count: 1, slots: CANCELLED + OTHER_SLOTS }, async ([worker]) => {
    worker!.onNews((news) => {
      waiting += news.waiting?.length ?? 0;
      for (const [id, at] of news.abortedAt ?? []) abortedAt.set(id, at);
    });
    worker!.go();
    await until(() => waiting === CANCELLED, 'not all jobs had started');
    const askedAt = new Map<string, number>();
    const cancels: Promise<unknown>[] = [];
    for (const job of jobs) {
      askedAt.set(job.id, wallClockMs());
      cancels.push(stage.client.cancel(job));
      // The next one does not wait for this one: a slow answer must not make room for itself.
      await sleep(EVERY_MS);
    }
    await Promise.all(cancels);
    await until(() => abortedAt.size === CANCELLED, 'not all cancels had reached their job');
    if (backlog > 0 && (await stage.unfinished()) === 0) throw new Error('the worker ran out of other jobs');
    await stage.empty();
    return jobs.map(({ id }) => abortedAt.get(id)! - askedAt.get(id)!).toSorted((a, b) => a - b);
  });
}
