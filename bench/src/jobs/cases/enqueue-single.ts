import { compare } from '../../compare.js';
import { perSecond, withWarmRivals, type WarmRival } from '../../rivals/rival-process.js';
import { RIVALS } from '../../rivals/rivals.js';
import { inFlight } from '../in-flight.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { rawPublish } from '../raw-publish.js';
import { enqueueRound } from './enqueue-round.js';

const JOBS = 20_000;
/** Fewer, since most rivals write each job to disk before they answer. */
const RIVAL_JOBS = 2_000;
const AT_ONCE = 500;

/** One call per job, many in flight, next to the raw client's pipelined publishes and the same of every rival. */
export const enqueueSingle: JobsCase = {
  name: 'enqueue-single',
  run: async ({ broker, client, empty, rivals, rounds }) => {
    const some = inputs(JOBS);
    const round = (enqueue: (input: (typeof some)[number]) => Promise<unknown>) =>
      enqueueRound(JOBS, empty, () => inFlight(some, AT_ONCE, enqueue));
    const measure = (warm: readonly WarmRival[]) =>
      compare({ suite: 'jobs', case: 'enqueue-single', unit: 'jobs/s', rounds }, [
        { name: 'kickoff', round: round((input) => client.enqueue(noOp, input)) },
        { name: 'raw-pipelined', round: round((input) => rawPublish(broker.jetstream, input)) },
        ...perSecond(warm),
      ]);
    return [await withWarmRivals(rivals, RIVALS, { kind: 'enqueue-single', jobs: RIVAL_JOBS }, measure)];
  },
};
