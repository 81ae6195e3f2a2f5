import { applyTopology, type Broker, type JobClient } from '@kickoff/jobs';
import { compareCases } from '../../compare.js';
import { backlogJobs } from '../backlog-jobs.js';
import type { JobsCase } from '../jobs-stage.js';
import { MeasuredWorker } from '../measured-worker.js';
import { inputs } from '../no-op.js';

const SIZES = { kickoff: 1_000_000, 'of-100k': 100_000, 'of-10k': 10_000 };
/** Fewer than the smallest backlog. */
const AT_ONCE = 8_000;
const TIMES = 6;
const SLOTS = 100;

/**
 * Jobs per second out of a million that wait, and the worker's memory after them (`backlog-memory`), next to the same with
 * fewer that wait. A round is several handfuls of jobs; after each the stream is filled up again.
 */
export const backlog: JobsCase = {
  name: 'backlog',
  run: async ({ url, broker, client, rounds }) => {
    const contenders = Object.entries(SIZES).map(([name, waiting]) => ({
      name,
      round: () => handfuls(url, broker, client, waiting),
    }));
    return compareCases({ suite: 'jobs', units: { backlog: 'jobs/s', 'backlog-memory': 'MB' }, rounds }, contenders);
  },
};

async function handfuls(url: string, broker: Broker, client: JobClient, waiting: number) {
  const { contract, workload, stream } = backlogJobs(waiting);
  await applyTopology(broker, [workload]);
  const worker = await MeasuredWorker.start({ url, slots: SLOTS, backlog: waiting });
  try {
    let seconds = 0;
    let memory = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const { state } = await broker.manager.streams.info(stream);
      // In parts: the messages of a million jobs at once would fill this process.
      for (let missing = waiting - state.messages; missing > 0; missing -= AT_ONCE)
        await client.enqueueMany(contract, inputs(Math.min(missing, AT_ONCE)));
      const worked = await worker.workOff(AT_ONCE);
      seconds += worked.seconds;
      memory = worked.memoryMb;
    }
    await worker.stop();
    return { backlog: (TIMES * AT_ONCE) / seconds, 'backlog-memory': memory };
  } finally {
    worker.kill();
  }
}
