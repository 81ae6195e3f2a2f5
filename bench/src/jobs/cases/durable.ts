import { join } from 'node:path';
import { compare } from '../../compare.js';
import type { BenchResult } from '../../result.js';
import { jobsPerSecond } from '../contender-process.js';
import { startDurableServers } from '../durable-servers.js';
import { inFlight } from '../in-flight.js';
import type { JobsCase } from '../jobs-stage.js';
import { inputs, noOp } from '../no-op.js';
import { rawPublish } from '../raw-publish.js';
import { enqueueRound } from './enqueue-round.js';

const JOBS = 2_000;
const AT_ONCE = 500;

/**
 * What is left when every message is on disk before it is confirmed: on one server (`durable-one`), and on the disks of
 * three that replicate (`durable`), which here share one disk and two cores.
 */
export const durable: JobsCase = {
  name: 'durable',
  run: async ({ directory, rounds }) => [
    ...(await measure('durable-one', 1, join(directory, 'durable-one'), rounds)),
    ...(await measure('durable', 3, join(directory, 'durable'), rounds)),
  ],
};

async function measure(name: string, servers: 1 | 3, directory: string, rounds: number): Promise<BenchResult[]> {
  const { url, broker, client, empty, stop } = await startDurableServers(directory, servers);
  const many = inputs(JOBS);
  const processing = (contender: string) => ({
    name: contender,
    round: async () => {
      await empty();
      return jobsPerSecond({ contender, url, count: JOBS }, async () => void (await client.enqueueMany(noOp, many)));
    },
  });
  const enqueueing = (enqueue: (input: (typeof many)[number]) => Promise<unknown>) =>
    enqueueRound(JOBS, empty, () => inFlight(many, AT_ONCE, enqueue));
  try {
    return [
      await compare({ suite: 'jobs', case: name, unit: 'jobs/s', rounds }, [
        processing('kickoff'),
        processing('raw-consume'),
      ]),
      await compare({ suite: 'jobs', case: `${name}-enqueue`, unit: 'jobs/s', rounds }, [
        { name: 'kickoff', round: enqueueing((input) => client.enqueue(noOp, input)) },
        { name: 'raw-pipelined', round: enqueueing((input) => rawPublish(broker.jetstream, input)) },
      ]),
    ];
  } finally {
    await stop();
  }
}
