/** A worker of limited job types in a process of its own, for tests that kill it. Argument: `{ url, workload, ledger }`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { handle, type JobHandler } from '../../worker/handler.js';
import { Worker } from '../../worker/worker.js';
import { limitedWorkload, type LimitedWorkload } from './limited-workload.js';
import { writeLedger } from './use-ledger.js';

const {
  url,
  workload: name,
  ledger,
} = JSON.parse(process.argv[2]!) as { url: string; workload: string; ledger: string };
const { workload, holdSlot, holdBoth, askQuickly } = limitedWorkload(name);

const hold =
  (job: string): JobHandler<LimitedWorkload['holdSlot']>['run'] =>
  async ({ n, key, ms, block }) => {
    writeLedger(ledger, { what: 'begin', job, n, key });
    // Blocks the event loop, as a handler that computes does.
    if (block) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    else await sleep(ms);
    writeLedger(ledger, { what: 'end', job, n });
  };

const worker = new Worker({
  connection: { servers: url, name: 'worker', waitForServer: true },
  workload,
  queues: [{ name: 'work', slots: 10 }],
  abortGraceMs: 200,
  handlers: [
    handle(holdSlot, hold('hold-slot')),
    handle(holdBoth, hold('hold-both')),
    handle(askQuickly, ({ n }) => {
      writeLedger(ledger, { what: 'begin', job: 'ask-quickly', n });
      writeLedger(ledger, { what: 'end', job: 'ask-quickly', n });
    }),
  ],
});
await worker.start();
process.send?.('started');
