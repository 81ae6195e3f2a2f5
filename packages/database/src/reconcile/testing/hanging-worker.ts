import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle, Worker } from '@kickoff/jobs';
import { z } from 'zod';

/**
 * Test support, run as a process of its own: a worker whose handler never ends, to be killed. Arguments: address of the
 * broker, name of the workload, verb-noun of its one type.
 */
const [servers, name, type] = process.argv.slice(2) as [string, string, string];

const hang = defineJob({
  type: `${name}.${type}`,
  summary: 'Never ends.',
  queue: 'work',
  input: z.object({ n: z.int() }),
});
const worker = new Worker({
  connection: { servers, name: 'hanging-worker' },
  workload: defineWorkload({
    name,
    summary: 'For tests.',
    contracts: [hang],
    queues: { work: { service: 'external' } },
  }),
  queues: [{ name: 'work', slots: 1 }],
  handlers: [handle(hang, () => new Promise(() => undefined))],
});
await worker.start();
