import { compareCases } from '../../compare.js';
import { kickoff } from '../../rivals/kickoff.js';
import { rawNats } from '../../rivals/raw-nats.js';
import { withWarmRivals } from '../../rivals/rival-process.js';
import { RIVALS } from '../../rivals/rivals.js';
import type { JobsCase } from '../jobs-stage.js';

const JOBS = 150;

/** From the call that enqueues a job until its handler starts, nothing else going on; producer and worker are one process. */
export const latency: JobsCase = {
  name: 'latency',
  run: ({ rivals, rounds }) =>
    withWarmRivals(rivals, [kickoff, rawNats, ...RIVALS], { kind: 'latency', jobs: JOBS }, (contenders) =>
      compareCases(
        { suite: 'jobs', units: { latency: 'ms (p50)', 'latency-p99': 'ms (p99)' }, rounds },
        contenders.map(({ name, measure }) => ({
          name,
          round: async () => {
            const { p50, p99 } = await measure();
            return { latency: p50!, 'latency-p99': p99! };
          },
        })),
      ),
    ),
};
