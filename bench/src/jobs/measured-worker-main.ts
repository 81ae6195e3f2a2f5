import { once } from 'node:events';
import { handle, Worker, type HandledJob } from '@kickoff/jobs';
import { backlogJobs } from './backlog-jobs.js';
import { countdown } from './contenders/countdown.js';
import type { News, Opening, Order, Reply } from './measured-worker.js';
import { onePerKey, rated, scheduledWorkload, unlimited, untilCancelled } from './scheduled-jobs.js';
import { wallClockMs } from './wall-clock.js';

/** The process of a `MeasuredWorker`. */

const TELL_EVERY_MS = 20;
const NOT_BEGUN = 'the round has not begun';

const [{ url, slots, backlog }] = (await once(process, 'message')) as [Opening];
const reply = (message: Reply) => void process.send!(message);

let news: News = {};
let counted = countdown(Infinity);
const tell = () => {
  if (Object.keys(news).length > 0) reply({ news });
  news = {};
};

const scheduled = (): HandledJob[] => [
  handle(unlimited, () => {}),
  handle(onePerKey, () => {}),
  handle(rated, () => void (news.startedAt ??= []).push(wallClockMs())),
  handle(untilCancelled, async (_, { id, signal }) => {
    (news.waiting ??= []).push(id);
    await once(signal, 'abort');
    (news.abortedAt ??= []).push([id, wallClockMs()]);
    throw signal.reason;
  }),
];
const waiting = backlog === undefined ? undefined : backlogJobs(backlog);
const worker = new Worker({
  connection: { servers: url, name: 'bench' },
  workload: waiting?.workload ?? scheduledWorkload,
  queues: [{ name: 'work', slots }],
  handlers: waiting ? [handle(waiting.contract, () => counted.one())] : scheduled(),
});
await worker.pause(NOT_BEGUN);
await worker.start();
setInterval(tell, TELL_EVERY_MS);

async function workOff(jobs: number): Promise<void> {
  counted = countdown(jobs);
  const startedAt = performance.now();
  worker.resume(NOT_BEGUN);
  await counted.all;
  const seconds = (performance.now() - startedAt) / 1_000;
  const memoryMb = process.memoryUsage.rss() / 2 ** 20;
  await worker.pause(NOT_BEGUN);
  reply({ seconds, memoryMb });
}

async function pause(): Promise<void> {
  await worker.pause(NOT_BEGUN);
  reply('paused');
}

async function stop(): Promise<void> {
  await worker.stop();
  tell();
  process.disconnect();
  process.exit();
}

process.on('message', (order: Order) => {
  if (order === 'go') worker.resume(NOT_BEGUN);
  else if (order === 'pause') void pause();
  else if (order === 'stop') void stop();
  else void workOff(order.workOff);
});
reply('ready');
