import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { JobClient } from '../client/job-client.js';
import { closeStages, Stage } from '../stage/stage.js';
import { enqueuedJobs } from '../testing/assert-enqueued.js';
import { handle } from '../worker/handler.js';
import type { Worker } from '../worker/worker.js';
import type { JobMiddleware } from './middleware.js';

const nats = natsForTest();
afterEach(closeStages);
const Input = z.object({ n: z.int() });

async function setup() {
  const stage = new Stage(nats().url);
  const parent = stage.job('have-child', { input: Input, attempts: 1 });
  const child = stage.job('be-child', { input: Input, attempts: 1 });
  await stage.begin();
  const told: string[] = [];
  const telling = (name: string): JobMiddleware => ({
    enqueue: async (request, next) => {
      told.push(`${name} enqueue ${request.contract.name}`);
      return next(request);
    },
    run: async (request, next) => {
      told.push(`${name} before ${request.contract.name}`);
      try {
        return await next(request);
      } finally {
        told.push(`${name} after ${request.contract.name}`);
      }
    },
  });
  return { stage, parent, child, told, telling };
}

describe('middleware of a client', () => {
  it('is around every job, whichever way it is enqueued, and decides what is stored', async () => {
    const { stage, parent, child } = await setup();
    const seen: unknown[] = [];
    const client = new JobClient(stage.broker, {
      middleware: [
        { enqueue: async (request, next) => next({ ...request, options: { ...request.options, tags: ['outer'] } }) },
        {
          enqueue: async ({ contract, input, options }, next) => {
            seen.push([contract.name, input, options.tags]);
            const { n } = input as { n: number };
            return next({ contract, input: { n: n + 10 }, options: { ...options, carry: { tenant: 'a' } } });
          },
        },
        { run: () => Promise.reject(new Error('a client runs nothing')) },
      ],
    });
    await client.enqueue(parent, { n: 1 });
    await client.enqueueMany(child, [{ n: 2 }, { n: 3 }]);
    expect(seen).toEqual([
      ['have-child', { n: 1 }, ['outer']],
      ['be-child', { n: 2 }, ['outer']],
      ['be-child', { n: 3 }, ['outer']],
    ]);
    expect(await enqueuedJobs(stage.broker, child)).toMatchObject([
      { input: { n: 12 }, tags: ['outer'] },
      { input: { n: 13 }, tags: ['outer'] },
    ]);
    await client.chain(parent.with({ n: 4 }), child.with({ n: 5 })).start();
    expect(seen.slice(3)).toEqual([
      ['have-child', { n: 4 }, ['outer']],
      ['be-child', { n: 5 }, ['outer']],
    ]);
  });

  it('refuses a job by throwing, and cannot make the contract accept what it refuses', async () => {
    const { stage, parent } = await setup();
    const refusing = new JobClient(stage.broker, {
      middleware: [{ enqueue: () => Promise.reject(new Error('not on Sundays')) }],
    });
    await expect(refusing.enqueue(parent, { n: 1 })).rejects.toThrow('not on Sundays');
    const spoiling = new JobClient(stage.broker, {
      middleware: [{ enqueue: async (request, next) => next({ ...request, input: { n: 'x' } }) }],
    });
    await expect(spoiling.enqueue(parent, { n: 1 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(await stage.unfinished()).toBe(0);
  });
});

describe('middleware of a worker', () => {
  it('is around runs and the enqueues of its handlers, the first outermost; children carry what their parent does', async () => {
    const { stage, parent, child, told, telling } = await setup();
    const carried: unknown[] = [];
    await stage.worker(
      [
        handle(parent, async ({ n }, job) => {
          await job.enqueue(child, { n }, { carry: { step: '2' } });
        }),
        handle(child, (_, job) => void carried.push(job.carried)),
      ],
      { middleware: [telling('outer'), telling('inner')] },
    );
    await stage.client.enqueue(parent, { n: 1 }, { carry: { tenant: 'a', step: '1' } });
    await stage.until(() => stage.events.filter(({ state }) => state === 'succeeded').length === 2);
    expect(told.slice(0, 4)).toEqual([
      'outer before have-child',
      'inner before have-child',
      'outer enqueue be-child',
      'inner enqueue be-child',
    ]);
    expect(told.filter((line) => line.endsWith('be-child')).slice(2)).toEqual([
      'outer before be-child',
      'inner before be-child',
      'inner after be-child',
      'outer after be-child',
    ]);
    expect(carried).toEqual([{ tenant: 'a', step: '2' }]);
  });

  it('gives the handler its input and decides the outcome; `failed` is still called', async () => {
    const { stage, parent, child } = await setup();
    const calls: unknown[] = [];
    await stage.worker(
      [
        handle(
          parent,
          ({ n }) => n,
          (error) => void calls.push(error.message),
        ),
        handle(child, () => {}),
      ],
      {
        middleware: [
          {
            run: async (request, next) => {
              const { n } = request.input as { n: number };
              const output = await next({ ...request, input: { n: n * 2 } });
              if (output === 4) throw new Error('four is not allowed');
              return `got ${String(output)}`;
            },
          },
        ],
      },
    );
    const good = await stage.client.enqueue(parent, { n: 1 });
    const bad = await stage.client.enqueue(parent, { n: 2 });
    expect(await stage.reached(good.id, 'succeeded')).toMatchObject({ output: 'got 2' });
    expect(await stage.reached(bad.id, 'dead')).toMatchObject({ error: { message: 'four is not allowed' } });
    expect(calls).toEqual(['four is not allowed']);
  });
});

describe('events of a worker', () => {
  it('tell each end of a run by its name', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('end-somehow', { input: Input, attempts: 2, backoff: () => 250 });
    await stage.begin();
    let told: string[] = [];
    let deferrals = 0;
    const worker: Worker = await stage.worker([
      handle(job, ({ n }, context) => {
        if (n === 2) throw new Error('no');
        if (n === 3) context.cancel('enough');
        if (n === 4 && deferrals++ === 0) context.defer('250ms', 'later');
      }),
    ]);
    const names = ['succeeded', 'retrying', 'dead', 'cancelled', 'failed', 'deferred', 'finished'] as const;
    for (const name of names)
      worker.on(name, ({ attempt }: { attempt: number }, why?: unknown): void => {
        told.push(
          [name, attempt, ...(why === undefined ? [] : [why instanceof Error ? why.message : (why as string)])].join(
            ' ',
          ),
        );
        stage.look();
      });
    const told1 = ['finished 1', 'succeeded 1'];
    const expected = {
      1: told1,
      2: ['finished 1 no', 'failed 1 no', 'retrying 1 no', 'finished 2 no', 'failed 2 no', 'dead 2 no'],
      3: ['finished 1', 'cancelled 1'],
      4: ['deferred 1 later', ...told1],
    };
    for (const [n, lines] of Object.entries(expected)) {
      told = [];
      await stage.client.enqueue(job, { n: Number(n) });
      await stage.until(() => told.length === lines.length);
      expect(told).toEqual(lines);
    }
  });
});
