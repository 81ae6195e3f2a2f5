import { setTimeout as sleep } from 'node:timers/promises';
import { countdown } from '../jobs/contenders/countdown.js';
import { inFlight } from '../jobs/in-flight.js';
import { inputs } from '../jobs/no-op.js';
import { percentile } from '../result.js';
import type { RivalQueue } from './rival.js';

/** What a process of a rival can be asked to measure. */
export interface Task {
  kind: keyof typeof TASKS;
  jobs: number;
}

/** What one round measured, by name. */
export type Measured = Record<string, number>;

const AT_ONCE = 500;
/** An idle platform: the next job comes well after the one before. */
const PAUSE_MS = 10;
const LOOK_EVERY_MS = 5;

export const TASKS = {
  'enqueue-bulk': enqueueBulk,
  'enqueue-single': enqueueSingle,
  latency: enqueueToStart,
  process: processAll,
} satisfies Record<string, (queue: RivalQueue, jobs: number) => Promise<Measured>>;

/** Jobs per second into an empty queue, in the rival's call for many. */
async function enqueueBulk(queue: RivalQueue, jobs: number): Promise<Measured> {
  const many = inputs(jobs);
  await queue.empty();
  const startedAt = performance.now();
  await queue.enqueueMany(many);
  return { perSecond: jobs / secondsSince(startedAt) };
}

/** Jobs per second into an empty queue, one call each, many calls in flight. */
async function enqueueSingle(queue: RivalQueue, jobs: number): Promise<Measured> {
  const many = inputs(jobs);
  await queue.empty();
  const startedAt = performance.now();
  await inFlight(many, AT_ONCE, (input) => queue.enqueue(input));
  return { perSecond: jobs / secondsSince(startedAt) };
}

/** Milliseconds from the call that enqueues a job until its handler starts, one job at a time. */
async function enqueueToStart(queue: RivalQueue, jobs: number): Promise<Measured> {
  await queue.empty();
  const waits: number[] = [];
  let started = () => {};
  const stop = await queue.work(({ number: enqueuedAt }) => {
    waits.push(performance.now() - enqueuedAt);
    started();
  });
  while (waits.length < jobs) {
    const start = new Promise<void>((resolve) => (started = resolve));
    await queue.enqueue({ number: performance.now(), text: inputs(1)[0]!.text });
    await start;
    await sleep(PAUSE_MS);
  }
  await stop();
  const sorted = waits.toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/**
 * Jobs per second of a worker until the server knows none that has not finished. What the worker needs to start with one
 * job waiting is not counted, so that its boot costs it nothing.
 */
async function processAll(queue: RivalQueue, jobs: number): Promise<Measured> {
  const boot = await workOff(queue, 1);
  const seconds = (await workOff(queue, jobs)) - boot;
  return { perSecond: jobs / seconds };
}

/** Seconds from the worker's start until no job is left. */
async function workOff(queue: RivalQueue, jobs: number): Promise<number> {
  await queue.empty();
  await queue.enqueueMany(inputs(jobs));
  const { all, one } = countdown(jobs);
  const startedAt = performance.now();
  const stop = await queue.work(one);
  await all;
  while (await queue.unfinished()) await sleep(LOOK_EVERY_MS);
  const seconds = secondsSince(startedAt);
  await stop();
  return seconds;
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000;
}
