import { compare } from '../../compare.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { rawBatches } from '../raw-publish.js';
import { enqueueRound } from './enqueue-round.js';

const JOBS = 20_000;

/** Many jobs in one call, next to the raw client's atomic batches. */
export const enqueueBulk: JobsCase = {
  name: 'enqueue-bulk',
  run: async ({ broker, client, empty, rounds }) => {
    const some = inputs(JOBS);
    return [
      await compare({ suite: 'jobs', case: 'enqueue-bulk', unit: 'jobs/s', rounds }, [
        { name: 'kickoff', round: enqueueRound(JOBS, empty, () => client.enqueueMany(noOp, some)) },
        { name: 'raw-atomic-batches', round: enqueueRound(JOBS, empty, () => rawBatches(broker.connection, some)) },
      ]),
    ];
  },
};
