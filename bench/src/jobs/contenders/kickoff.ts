import { handle, Worker } from '@kickoff/jobs';
import type { Prepare } from '../contender-process.js';
import { benchWorkload, noOp } from '../no-op.js';
import { countdown } from './countdown.js';

const SLOTS = 100;

/** The worker as anyone starts it: validated input, events published and confirmed before each ack. */
export const prepare: Prepare = async ({ url, count }) => {
  const { all, one } = countdown(count);
  const worker = new Worker({
    connection: { servers: url, name: 'bench' },
    workload: benchWorkload,
    queues: [{ name: 'bench', slots: SLOTS }],
    handlers: [handle(noOp, one)],
  });
  await worker.pause('the round has not begun');
  await worker.start();
  return async () => {
    worker.resume('the round has not begun');
    await all;
    await worker.stop();
  };
};
