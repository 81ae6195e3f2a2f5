import { describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';
import { runInline } from '../testing/run-inline.js';
import { handle } from '../worker/handler.js';
import { compileQueues } from '../worker/worker-options.js';
import { handleInThread } from './handle-in-thread.js';

const Act = z.object({ act: z.string() });
const ACT = new URL('../stage/act.thread.js', import.meta.url);
const plain = defineJob({ type: 'demo.stay', summary: 'x', queue: 'work', input: Act });
const threaded = defineJob({ type: 'demo.go', summary: 'x', queue: 'work', input: Act, isolation: 'thread' });

describe('handleInThread', () => {
  it('refuses what is no address of a file that is there', () => {
    const run = (() => {}) as unknown as URL;
    expect(() => handleInThread(threaded, run)).toThrow(
      "demo.go needs the address of a file for its thread, such as new URL('./go.thread.js', import.meta.url)",
    );
    expect(() => handleInThread(threaded, new URL('https://example.org/x.js'))).toThrow('needs the address of a file');
    expect(() => handleInThread(threaded, new URL('./gone.thread.js', import.meta.url))).toThrow(
      'gone.thread.js, which does not exist; is it built?',
    );
  });

  it('is for contracts that ask for a thread, and only it is', () => {
    expect(() => handleInThread(plain, ACT)).toThrow("demo.stay has no `isolation: 'thread'`");
    const compile = (handled: ReturnType<typeof handle>) =>
      compileQueues({
        connection: { servers: 'unused', name: 'unused' },
        workload: defineWorkload({
          name: 'demo',
          summary: 'x',
          contracts: [handled.contract],
          queues: { work: { service: 'external' } },
        }),
        queues: [{ name: 'work' }],
        handlers: [handled],
      });
    expect(() => compile(handle(threaded, () => {}))).toThrow("demo.go has `isolation: 'thread'`, so its handler is a");
    expect(() => compile({ ...handleInThread(threaded, ACT), contract: plain })).toThrow('make it with handle');
    expect(compile(handle(plain, () => {}))).toMatchObject([{ slots: 10 }]);
  });

  it('can be run inline, in the thread of the test', async () => {
    const { handler } = handleInThread(threaded, ACT);
    expect(await runInline(threaded, handler, { act: 'cancel' })).toMatchObject({
      state: 'cancelled',
      reason: 'enough',
    });
  });

  it('makes the output of what the module returned', async () => {
    const { handler } = handleInThread(threaded, ACT, {
      finish: (result: { threadId: number }, job) => ({ attempt: job.attempt, ran: Object.keys(result) }),
    });
    const output = { attempt: 1, ran: ['threadId', 'prefix'] };
    expect(await runInline(threaded, handler, { act: 'identify' })).toMatchObject({ state: 'succeeded', output });
  });
});
