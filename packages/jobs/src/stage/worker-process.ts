import { setTimeout as sleep } from 'node:timers/promises';
import { Broker } from '../broker/broker.js';
import type { Ceilings } from '../worker/ceilings.js';
import { handle, handleMany, type JobHandler } from '../worker/handler.js';
import { Worker } from '../worker/worker.js';
import { killWorkload, note, type Note } from './kill-workload.js';

/** A worker in a process of its own, for tests that kill it. Argument: `{ url, workload, slots, ceilings }`. Ends with code 0 when it is told to or reached a ceiling. */

const {
  url,
  workload: name,
  slots = 10,
  ceilings,
} = JSON.parse(process.argv[2]!) as { url: string; workload: string; slots?: number; ceilings?: Ceilings };
const { workload, runQuick, runSlow, killProcess, keepOrder, keepBatchesInOrder } = killWorkload(name);
const notes = await Broker.connect({ servers: url, name: 'notes' });
/** Resolves when the test has it: what was noted before a kill is certain. */
const tell = (entry: Note): Promise<unknown> =>
  notes.connection.request(note(name), JSON.stringify(entry), { timeout: 20_000 });

const keep: JobHandler<typeof keepOrder>['run'] = async ({ key, n, failures }, job) => {
  await tell({ what: 'begin', key, n, attempt: job.attempt, pid: process.pid });
  await sleep(2);
  if (job.attempt <= failures) throw new Error('again');
  await tell({ what: 'end', key, n, attempt: job.attempt, pid: process.pid });
};

const worker = new Worker({
  connection: { servers: url, name: 'worker', waitForServer: true },
  workload,
  queues: [{ name: 'work', slots }],
  abortGraceMs: 200,
  ceilings,
  handlers: [
    handle(runQuick, async ({ n }, job) => {
      await tell({ what: 'quick', n, attempt: job.attempt, pid: process.pid });
    }),
    handle(runSlow, async ({ ms, block }, job) => {
      await tell({ what: 'slow', n: 0, attempt: job.attempt, pid: process.pid });
      // Blocks the event loop, as a handler that computes does.
      if (block) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
      else await sleep(ms, undefined, { signal: job.signal });
    }),
    handle(killProcess, async (_, job) => {
      await tell({ what: 'killer', n: 0, attempt: job.attempt, pid: process.pid });
      process.kill(process.pid, 'SIGKILL');
      await sleep(60_000);
    }),
    handle(keepOrder, keep),
    handleMany(keepBatchesInOrder, (batch) => batch.each(({ input, job }) => keep(input, job))),
  ],
});
await worker.start();
const end = () => {
  void worker
    .stop({ graceMs: 5_000 })
    .then(() => notes.close())
    .then(() => process.exit(0));
};
process.on('SIGTERM', end);
worker.on('drained', end);
process.send?.('started');
