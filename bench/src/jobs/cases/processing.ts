import { compare } from '../../compare.js';
import { jobsPerSecond } from '../contender-process.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';

const JOBS = 50_000;

/** Waiting no-op jobs worked off by one process, from its start to its last ack. */
export const processing: JobsCase = {
  name: 'process',
  run: async ({ url, client, empty, rounds }) => {
    const many = inputs(JOBS);
    const contender = (name: string) => ({
      name,
      round: async () => {
        await empty();
        return jobsPerSecond({ contender: name, url, count: JOBS }, async () => {
          await client.enqueueMany(noOp, many);
        });
      },
    });
    return [
      await compare(
        { suite: 'jobs', case: 'process', unit: 'jobs/s', rounds },
        ['kickoff', 'raw-consume', 'raw-pull-loop'].map(contender),
      ),
    ];
  },
};
