import { threadId } from 'node:worker_threads';
import { installationPrefix, RetryAfter, Unrecoverable } from '@kickoff/contracts';
import type { ThreadJob } from '../threads/thread-job.js';

/** A handler for threads that does what its input names, for tests. */

class CardRefused extends Unrecoverable {
  override readonly code = 'CARD_REFUSED';
  readonly card = '1234';
}

class ShelfEmpty extends Error {
  override readonly name = 'ShelfEmpty';
}

export const ACTS = {
  tell: (job) => {
    job.log.info('one', { a: 1 });
    job.progress(0.5, 'half');
    job.metric('counted', 2);
    job.metric('counted', 3);
    job.annotate('colour', 'red');
    job.log.warn('two', { notCloneable: () => {} });
    const { id, type, attempt, attemptsLeft, tags, carried } = job;
    return { threadId, id, type, attempt, attemptsLeft, tags, carried };
  },
  identify: () => ({ threadId, prefix: installationPrefix() }),
  loopForEver: (job) => {
    job.log.info('looping', { threadId });
    for (;;);
  },
  loopUntilAborted: (job) => {
    job.log.info('looping', { threadId });
    for (;;) job.signal.throwIfAborted();
  },
  awaitAbort: async (job) => {
    job.log.info('waiting', { threadId });
    await new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason as Error)));
  },
  compute: (job, { ms }) => {
    job.log.info('computing');
    const until = performance.now() + ms;
    while (performance.now() < until);
    return { threadId };
  },
  beUnrecoverable: () => {
    throw new Unrecoverable('never again', { cause: new RangeError('too far') });
  },
  beRefused: () => {
    throw new CardRefused('no credit');
  },
  askForLater: () => {
    throw new RetryAfter('the bank answered 429', 60_000);
  },
  findNothing: () => {
    throw new ShelfEmpty('nothing there');
  },
  throwText: () => {
    // oxlint-disable-next-line typescript/only-throw-error -- handlers may be written in JavaScript
    throw 'just text';
  },
  returnFunction: () => ({ call: () => {} }),
  exit: (job) => {
    if (job.attempt === 1) process.exit(3);
    return { threadId };
  },
  leaveError: async (job) => {
    if (job.attempt > 1) return { threadId };
    setImmediate(() => {
      throw new Error('nobody catches it');
    });
    return new Promise(() => {});
  },
  enqueue: (job) => Reflect.get(job, 'enqueue') as unknown,
  defer: (job) => job.defer('1h', 'not yet'),
  cancel: (job) => job.cancel('enough'),
} as const satisfies Record<string, (job: ThreadJob, input: { ms: number }) => unknown>;

export type Act = keyof typeof ACTS;

export const run = (input: { act: Act; ms: number }, job: ThreadJob): unknown => ACTS[input.act](job, input);
