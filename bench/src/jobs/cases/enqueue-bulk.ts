import { compare } from '../../compare.js';
import { perSecond, withWarmRivals, type WarmRival } from '../../rivals/rival-process.js';
import { RIVALS } from '../../rivals/rivals.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { rawBatches } from '../raw-publish.js';
import { enqueueRound } from './enqueue-round.js';

const JOBS = 20_000;

/** Many jobs in one call, next to the raw client's atomic batches and every rival's call for many. */
export const enqueueBulk: JobsCase = {
  name: 'enqueue-bulk',
  run: async ({ broker, client, empty, rivals, rounds }) => {
    const some = inputs(JOBS);
    const measure = (warm: readonly WarmRival[]) =>
      compare({ suite: 'jobs', case: 'enqueue-bulk', unit: 'jobs/s', rounds }, [
        { name: 'kickoff', round: enqueueRound(JOBS, empty, () => client.enqueueMany(noOp, some)) },
        { name: 'raw-atomic-batches', round: enqueueRound(JOBS, empty, () => rawBatches(broker.connection, some)) },
        ...perSecond(warm),
      ]);
    return [await withWarmRivals(rivals, RIVALS, { kind: 'enqueue-bulk', jobs: JOBS }, measure)];
  },
};
