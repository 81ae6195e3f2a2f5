import { describe, expect, it } from '@jest/globals';
import { defineJob, fixed, JobInterrupted, Unrecoverable, type LimitDefinition } from '@kickoff/contracts';
import { z } from 'zod';
import type { BatchHandler } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';
import { FakeClock } from './fake-clock.js';
import { runInline } from './run-inline.js';

const count = defineJob({
  type: 'numbers.count',
  summary: 'Counts.',
  queue: 'work',
  input: z.object({ n: z.int().default(1) }),
  output: z.object({ doubled: z.int() }),
  attempts: 2,
  backoff: fixed('5s'),
  timeout: '10s',
});
const child = defineJob({ type: 'numbers.add', summary: 'Adds.', queue: 'work', input: z.object({ n: z.int() }) });

describe('runInline', () => {
  it('gives the parsed input, and tells output, progress, logs, metrics and annotations', async () => {
    const result = await runInline(
      count,
      ({ n }, job) => {
        job.progress(0.5, 'half');
        job.log.info('counting', { n });
        job.metric('counted', 2);
        job.metric('counted', 3);
        job.annotate('kind', 'even');
        return { doubled: n * 2 };
      },
      {},
    );
    expect(result).toMatchObject({
      state: 'succeeded',
      output: { doubled: 2 },
      progress: { done: 0.5, note: 'half' },
      logs: [{ level: 'info', message: 'counting', fields: { n: 1 } }],
      metrics: { counted: 5 },
      annotations: { kind: 'even' },
    });
  });

  it('refuses input as enqueue does, and takes output that the contract refuses for the end of the job', async () => {
    await expect(runInline(count, () => ({ doubled: 1 }), { n: 1.5 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await runInline(count, () => ({ doubled: 1.5 }), { n: 1 })).toMatchObject({
      state: 'dead',
      error: { code: 'OUTPUT_INVALID' },
    });
  });

  it('tries again by the policy of the contract, and calls `failed` when the job is dead', async () => {
    const clock = new FakeClock();
    const dead: unknown[] = [];
    const handler = {
      run: () => {
        throw new Error('no luck');
      },
      failed: (error: Error, { attempt }: { attempt: number }) => void dead.push([error.message, attempt]),
    };
    expect(await runInline(count, handler, { n: 1 }, { clock })).toMatchObject({
      state: 'retrying',
      error: { message: 'no luck' },
      runAt: new Date(clock.now() + 5_000),
    });
    expect(dead).toEqual([]);
    expect(await runInline(count, handler, { n: 1 }, { clock, attempt: 2 })).toMatchObject({ state: 'dead' });
    expect(dead).toEqual([['no luck', 2]]);
    const final = () => {
      throw new Unrecoverable('never');
    };
    expect(await runInline(count, final, { n: 1 })).toMatchObject({ state: 'dead' });
  });

  it('tells what a handler that leaves asked for', async () => {
    const clock = new FakeClock();
    expect(await runInline(count, (_, job) => job.defer('1m', 'not ready'), { n: 1 }, { clock })).toMatchObject({
      state: 'scheduled',
      reason: 'not ready',
      runAt: new Date(clock.now() + 60_000),
    });
    expect(await runInline(count, (_, job) => job.cancel('pointless'), { n: 1 })).toMatchObject({
      state: 'cancelled',
      reason: 'pointless',
    });
  });

  it('keeps children and broadcasts, also those of a transaction', async () => {
    const clock = new FakeClock();
    const manager = { rows: [] as number[] };
    const result = await runInline<typeof count, typeof manager>(
      count,
      async ({ n }, job) => {
        await job.enqueue(child, { n }, { delay: '2s', tags: ['late'] });
        await job.broadcast('numbers/even', 'counted', { n });
        await job.transaction(async (given) => {
          (given as typeof manager).rows.push(n);
          await job.in(given).enqueue(child, { n: n + 1 });
        });
        return { doubled: n * 2 };
      },
      { n: 4 },
      { clock, manager, id: '0194d5a0-0000-7000-8000-000000000001' },
    );
    expect(manager.rows).toEqual([4]);
    expect(result.enqueued).toMatchObject([
      {
        type: 'numbers.add',
        input: { n: 4 },
        tags: ['late'],
        runAt: new Date(clock.now() + 2_000),
        parentId: '0194d5a0-0000-7000-8000-000000000001',
      },
      { type: 'numbers.add', input: { n: 5 }, runAt: undefined },
    ]);
    expect(result.broadcasts).toEqual([{ channel: 'numbers/even', type: 'counted', data: { n: 4 } }]);
  });

  it('gives the results of a flow, and keeps the jobs that are added to it', async () => {
    const parents = [{ name: 'before', id: 'a', type: child.type, state: 'succeeded' as const, output: 7 }];
    const result = await runInline(
      count,
      async (_, job) => {
        let doubled = 0;
        for await (const { output } of job.parents) doubled += Number(output);
        await job.addToBatch([child.with({ n: doubled })]);
        return { doubled };
      },
      { n: 1 },
      { flowId: '0194d5a0-0000-7000-8000-000000000002', parents },
    );
    expect(result).toMatchObject({ output: { doubled: 7 }, flowNodes: [{ job: { type: child.type } }] });
  });

  it('refuses a channel that the workload does not declare', async () => {
    const tell = async (_: unknown, job: JobContext) => {
      await job.broadcast('numbers/odd', 'counted', {});
      return { doubled: 2 };
    };
    const channels = [{ pattern: 'even', visibility: 'public' }] as const;
    expect(await runInline(count, tell, { n: 1 }, { channels })).toMatchObject({
      error: { code: 'CHANNEL_NOT_DECLARED' },
    });
    expect(await runInline(count, tell, { n: 1 })).toMatchObject({ state: 'succeeded' });
  });

  it('fails as timed out when the clock passes the timeout, also when the handler goes on regardless', async () => {
    for (const heeds of [true, false]) {
      const clock = new FakeClock();
      const started = new Promise<void>((resolve) => {
        void runInline(
          count,
          async (_, job) => {
            resolve();
            await new Promise((_resolve, reject) => {
              if (heeds) job.signal.addEventListener('abort', () => reject(new Error('stopped')));
            });
            return { doubled: 1 };
          },
          { n: 1 },
          { clock },
        ).then((result) => ends.push(result));
      });
      const ends: unknown[] = [];
      await started;
      clock.advance('9s');
      await Promise.resolve();
      expect(ends).toEqual([]);
      clock.advance(heeds ? '1s' : '6s');
      await new Promise((resolve) => setImmediate(resolve));
      expect(ends).toMatchObject([{ state: 'retrying', error: { code: 'JOB_TIMED_OUT' } }]);
    }
  });

  it('is cancelled by its signal, or interrupted when that is the reason', async () => {
    const wait = async (_: unknown, { signal }: { signal: AbortSignal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
      return { doubled: 1 };
    };
    for (const [reason, state] of [
      [undefined, 'cancelled'],
      [new JobInterrupted('the worker stops'), 'queued'],
    ] as const) {
      const controller = new AbortController();
      const running = runInline(count, wait, { n: 1 }, { signal: controller.signal });
      await new Promise((resolve) => setImmediate(resolve));
      controller.abort(reason);
      expect(await running).toMatchObject({ state });
    }
  });

  it('defers at a limit that is closed, and tells which ones the handler closed', async () => {
    const clock = new FakeClock();
    const limits: LimitDefinition[] = [{ name: 'upstream', windows: [{ limit: 1, perMs: 1_000, kind: 'sliding' }] }];
    const until = new Date(clock.now() + 60_000);
    const ask = async (_: unknown, job: JobContext) => {
      await job.limit('upstream').take();
      await job.limit('upstream').close(until, '429');
      return { doubled: 1 };
    };
    expect(await runInline(count, ask, { n: 1 }, { clock, limits })).toMatchObject({
      state: 'succeeded',
      closed: [{ limit: 'upstream', until, reason: '429' }],
    });
    expect(await runInline(count, ask, { n: 1 }, { clock, limits, closedUntil: { upstream: until } })).toMatchObject({
      state: 'scheduled',
      runAt: until,
    });
  });

  it('gives a handler of batches one job, and its transaction the manager', async () => {
    const countMany = defineJob({
      type: 'numbers.count-many',
      summary: 'Counts.',
      queue: 'work',
      input: z.object({ n: z.int() }),
      output: z.object({ doubled: z.int() }),
      batch: { size: 10 },
    });
    const handler: BatchHandler<typeof countMany> = {
      runMany: (batch) =>
        batch.transaction((manager, jobs) =>
          batch.each(({ input: { n } }) => {
            if (n < 0) throw new Unrecoverable('below zero');
            return { doubled: n * (manager as number) };
          }, jobs),
        ),
    };
    const run = (n: number) => runInline(countMany, handler, { n }, { manager: 2 });
    expect(await run(3)).toMatchObject({ state: 'succeeded', output: { doubled: 6 } });
    expect(await run(-3)).toMatchObject({ state: 'dead', error: { message: 'below zero' } });
  });
});
