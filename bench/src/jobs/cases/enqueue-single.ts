import { compare } from '../../compare.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { rawPublish } from '../raw-publish.js';
import { enqueueRound } from './enqueue-round.js';

const JOBS = 20_000;
const AT_ONCE = 500;

/** One call per job, many in flight, next to the raw client's pipelined publishes. */
export const enqueueSingle: JobsCase = {
  name: 'enqueue-single',
  run: async ({ broker, client, empty, rounds }) => {
    const some = inputs(JOBS);
    const round = (enqueue: (input: (typeof some)[number]) => Promise<unknown>) =>
      enqueueRound(JOBS, empty, () => inFlight(some, AT_ONCE, enqueue));
    return [
      await compare({ suite: 'jobs', case: 'enqueue-single', unit: 'jobs/s', rounds }, [
        { name: 'kickoff', round: round((input) => client.enqueue(noOp, input)) },
        { name: 'raw-pipelined', round: round((input) => rawPublish(broker.jetstream, input)) },
      ]),
    ];
  },
};

/** Runs `work` for every item with so many at a time. */
async function inFlight<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
