import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answer } from '../answer.js';

/** What the measured process is told, and what it answers. */
export interface Start {
  /** A file of `contenders`. */
  contender: string;
  /** Address of the server that has the jobs. */
  url: string;
  count: number;
}
export type Answer = { ready: true } | { seconds: number };

/**
 * What each file of `contenders` exports as `prepare`: gets ready (connects, starts without taking jobs) and gives what
 * is measured: it works off `count` jobs and resolves when the last of them is acked.
 */
export type Prepare = (start: Start) => Promise<() => Promise<void>>;

/** Runs one contender in a process of its own, with Node's options as services have them until the stream's jobs are done and `then` has come; gives jobs per second. */
export async function jobsPerSecond(
  start: Start,
  fill: () => Promise<void>,
  then?: () => Promise<void>,
): Promise<number> {
  const child = fork(fileURLToPath(new URL('./contender.js', import.meta.url)), {
    execArgv: ['--max-semi-space-size=64'],
  });
  try {
    child.send(start);
    await answer(child);
    await fill();
    const startedAt = performance.now();
    child.send('go');
    const done = (await answer(child)) as Answer;
    if (!('seconds' in done)) throw new Error('the contender answered out of turn');
    if (then === undefined) return start.count / done.seconds;
    await then();
    return start.count / ((performance.now() - startedAt) / 1_000);
  } finally {
    child.kill();
  }
}
