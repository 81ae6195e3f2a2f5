import { compare } from '../../compare.js';
import { bullmqRedis } from '../../rivals/bullmq-redis.js';
import { graphileWorker } from '../../rivals/graphile-worker.js';
import { freshRivals } from '../../rivals/rival-process.js';
import { jobsPerSecond } from '../contender-process.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';

const JOBS = 300_000;
const RIVAL_JOBS = 60_000;

/**
 * Waiting no-op jobs worked off by one process, from its start to its last ack; next to the raw client and to the two
 * rivals that keep no history either.
 */
export const processing: JobsCase = {
  name: 'process',
  run: async ({ url, client, empty, rivals, rounds }) => {
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
      await compare({ suite: 'jobs', case: 'process', unit: 'jobs/s', rounds }, [
        ...['kickoff', 'raw-consume', 'raw-pull-loop'].map(contender),
        ...freshRivals(rivals, [graphileWorker, bullmqRedis], { kind: 'process', jobs: RIVAL_JOBS }),
      ]),
    ];
  },
};
