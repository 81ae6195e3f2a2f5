import { setTimeout as sleep } from 'node:timers/promises';
import { countdown } from '../jobs/contenders/countdown.js';
import { inFlight } from '../jobs/in-flight.js';
import { inputs } from '../jobs/no-op.js';
import type { RivalQueue } from './rival.js';

/** What a process of a rival can be asked to measure. */
export interface Task {
  kind: keyof typeof TASKS;
  jobs: number;
}

const AT_ONCE = 500;
const LOOK_EVERY_MS = 5;

export const TASKS = {
  'enqueue-bulk': enqueueBulk,
  'enqueue-single': enqueueSingle,
  process: processAll,
} satisfies Record<string, (queue: RivalQueue, jobs: number) => Promise<number>>;

/** Jobs per second into an empty queue, in the rival's call for many. */
async function enqueueBulk(queue: RivalQueue, jobs: number): Promise<number> {
  const many = inputs(jobs);
  await queue.empty();
  const startedAt = performance.now();
  await queue.enqueueMany(many);
  return jobs / secondsSince(startedAt);
}

/** Jobs per second into an empty queue, one call each, many calls in flight. */
async function enqueueSingle(queue: RivalQueue, jobs: number): Promise<number> {
  const many = inputs(jobs);
  await queue.empty();
  const startedAt = performance.now();
  await inFlight(many, AT_ONCE, (input) => queue.enqueue(input));
  return jobs / secondsSince(startedAt);
}

/**
 * Jobs per second of a worker until the server knows none that has not finished. What the worker needs to start with one
 * job waiting is not counted, so that its boot costs it nothing.
 */
async function processAll(queue: RivalQueue, jobs: number): Promise<number> {
  const boot = await workOff(queue, 1);
  const seconds = (await workOff(queue, jobs)) - boot;
  return jobs / seconds;
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
