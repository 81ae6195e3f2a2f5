import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const bake = defineJob({
  type: 'kitchen.bake',
  aliases: ['kitchen.cook'],
  summary: 'Bakes bread.',
  queue: 'oven',
  input: z.object({ bread: z.enum(['rye', 'wheat']), loaves: z.int().min(1) }),
  output: z.object({ baked: z.int() }),
  rateLimit: [{ name: 'flour', limit: 10, per: '1s' }],
  unique: { by: ({ bread }) => bread },
});
const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Bakes.',
  contracts: [bake],
  queues: { oven: { service: 'external' } },
});

const api = apiForTest({ workload: kitchen });
const backstage = backstageForTest(api, [kitchen]);
beforeAll(async () => {
  await backstage.serve(kitchen, [handle(bake, async () => ({ baked: 1 }))]);
});

const body = { reason: 'the oven is cold' };
const said = { reason: body.reason, by: 'first admin' };

describe('types and workers', () => {
  it('are listed as they were announced', async () => {
    const types = (await api.client().GET('/types')).data!;
    expect(types.items).toEqual([
      {
        type: 'kitchen.bake',
        workload: 'kitchen',
        summary: 'Bakes bread.',
        queue: 'oven',
        version: 1,
        knownAs: [],
        workers: ['kitchen-worker'],
      },
    ]);
    const workers = (await api.client().GET('/workers')).data!;
    expect(workers.items).toMatchObject([
      {
        name: 'kitchen-worker',
        host: expect.any(String),
        pid: process.pid,
        state: 'working',
        queues: [{ name: 'oven', slots: 10, busy: 0 }],
        types: ['kitchen.bake', 'kitchen.cook'],
        running: 0,
      },
    ]);
  });

  it('say what a job takes, with an example that is taken', async () => {
    const params = { path: { type: 'kitchen.bake' } };
    const type = (await api.client().GET('/types/{type}', { params })).data!;
    expect(type).toMatchObject({
      attempts: 3,
      timeoutMs: 900_000,
      aliases: ['kitchen.cook'],
      key: 'unique',
      input: { type: 'object', required: ['bread', 'loaves'] },
      output: { properties: { baked: { type: 'integer' } } },
    });
    expect(bake.input.parse(type.example)).toEqual(type.example);
    const missing = api.client().GET('/types/{type}', { params: { path: { type: 'kitchen.baek' } } });
    await expect(missing).rejects.toMatchObject({ status: 404, message: expect.stringContaining('kitchen.bake?') });
  });
});

describe('a worker', () => {
  const one = async () => (await api.client().GET('/workers')).data!.items[0]!;
  const until = async (is: string) => {
    for (;;) {
      const { state } = await one();
      if (state === is) return;
    }
  };

  it('is paused, drained and resumed, and shows it', async () => {
    const admin = api.client();
    const params = { path: { id: (await one()).id } };
    const paused = await admin.POST('/workers/{id}/pause', { params, body });
    expect(paused.data).toEqual({ id: params.path.id, state: 'paused' });
    await until('paused');
    expect((await admin.GET('/workers/{id}', { params })).data).toMatchObject({ told: { name: 'pause', ...said } });
    await admin.POST('/workers/{id}/drain', { params, body });
    await until('drained');
    await admin.POST('/workers/{id}/resume', { params, body });
    await until('working');
    const [entry] = (await admin.GET('/audit')).data!.items;
    expect(entry).toMatchObject({ operation: 'resumeWorker', before: { state: 'drained' } });
  });

  it('is restarted only where somebody starts it anew', async () => {
    const admin = api.client();
    const params = { path: { id: (await one()).id } };
    const refused = admin.POST('/workers/{id}/restart', { params, body });
    await expect(refused).rejects.toMatchObject({ status: 409, code: 'WORKER_REFUSED' });
    const terminated = await admin.POST('/workers/terminate', { body: { ...body, workload: 'kitchen' } });
    expect(terminated.data!.items).toMatchObject([{ id: params.path.id, state: null, problem: expect.any(String) }]);
  });

  it('that is not there is told nothing', async () => {
    const tell = (id: string) => api.client().POST('/workers/{id}/pause', { params: { path: { id } }, body });
    await expect(tell('kitchen.nobody.1')).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
    await expect(tell('nonsense')).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const earlier = tell('kitchen.kitchen-worker.1');
    await expect(earlier).rejects.toMatchObject({ status: 409, code: 'WORKER_GONE' });
  });
});

describe('pauses', () => {
  it('of queues, types and workloads begin and end, and are shown where they matter', async () => {
    const admin = api.client();
    const queue = { path: { workload: 'kitchen', queue: 'oven' } };
    const paused = await admin.PUT('/queues/{workload}/{queue}/pause', { params: queue, body });
    expect(paused.data).toEqual({ what: 'queue kitchen/oven', paused: true, ...said });
    await admin.PUT('/types/{type}/pause', { params: { path: { type: 'kitchen.bake' } }, body });
    const list = (await admin.GET('/pauses')).data!.items.map(({ what }) => what);
    expect(list).toEqual(['queue kitchen/oven', 'type kitchen.bake']);
    expect((await admin.GET('/queues')).data!.items).toMatchObject([
      {
        workload: 'kitchen',
        name: 'oven',
        priorities: [{ priority: 'high' }, { priority: 'normal' }],
        slots: 10,
        workers: ['kitchen-worker'],
        pause: { what: 'queue kitchen/oven', ...said },
      },
    ]);
    const type = await admin.GET('/types/{type}', { params: { path: { type: 'kitchen.bake' } } });
    expect(type.data!.pause).toMatchObject({ what: 'type kitchen.bake' });

    await admin.PUT('/queues/{workload}/{queue}/resume', { params: queue, body: { reason: 'warm' } });
    await admin.PUT('/types/{type}/resume', { params: { path: { type: 'kitchen.bake' } }, body: { reason: 'warm' } });
    expect((await admin.GET('/pauses')).data!.items).toEqual([]);
    await admin.PUT('/workloads/{workload}/pause', { params: { path: { workload: 'kitchen' } }, body });
    expect((await admin.GET('/queues')).data!.items[0]!.pause).toMatchObject({ what: 'workload kitchen' });
    await admin.PUT('/workloads/{workload}/resume', { params: { path: { workload: 'kitchen' } }, body });
  });

  it('hold jobs that are enqueued meanwhile', async () => {
    const admin = api.client();
    const queue = { path: { workload: 'kitchen', queue: 'oven' } };
    await admin.PUT('/queues/{workload}/{queue}/pause', { params: queue, body });
    await admin.POST('/jobs', { body: { type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 } } });
    const waiting = (await admin.GET('/queues')).data!.items[0]!.priorities.map(
      ({ waiting: jobs, inHand }) => jobs + inHand,
    );
    expect(waiting).toEqual([0, 1]);
    await admin.PUT('/queues/{workload}/{queue}/resume', { params: queue, body });
  });

  it('of what is not there are refused', async () => {
    const params = { path: { workload: 'kitchen', queue: 'ovne' } };
    const refused = api.client().PUT('/queues/{workload}/{queue}/pause', { params, body });
    await expect(refused).rejects.toMatchObject({ status: 404, code: 'PAUSE_TARGET_UNKNOWN' });
    const noReason = api.client().PUT('/workloads/{workload}/pause', {
      params: { path: { workload: 'kitchen' } },
      body: { reason: '' },
    });
    await expect(noReason).rejects.toMatchObject({ problem: { issues: [{ path: 'body.reason' }] } });
  });
});

describe('limits and defaults', () => {
  it('are overridden and reset', async () => {
    const admin = api.client();
    const limit = { path: { workload: 'kitchen', limit: 'flour' } };
    const terms = { windows: [{ limit: 2, per: '1s' }] };
    const { data } = await admin.PUT('/limits/{workload}/{limit}', { params: limit, body: { terms, ...body } });
    expect(data).toEqual({ what: 'limit kitchen/flour', terms, ...said });
    const run = { attempts: 9, timeout: '5s', backoff: { exponential: { first: '1s' } } };
    const type = { path: { type: 'kitchen.bake' } };
    await admin.PUT('/defaults', { body: { terms: run, ...body } });
    await admin.PUT('/workloads/{workload}/defaults', {
      params: { path: { workload: 'kitchen' } },
      body: { terms: run, ...body },
    });
    await admin.PUT('/types/{type}/defaults', {
      params: { ...type },
      body: { terms: { attempts: 'unlimited' }, ...body },
    });
    const listed = (await admin.GET('/overrides')).data!.items.map(({ what, terms: now }) => [what, now]);
    expect(listed).toEqual([
      ['limit kitchen/flour', terms],
      ['every workload', run],
      ['workload kitchen', run],
      ['type kitchen.bake', { attempts: 'unlimited' }],
    ]);
    await admin.DELETE('/limits/{workload}/{limit}', { params: limit });
    await admin.DELETE('/defaults', {});
    await admin.DELETE('/workloads/{workload}/defaults', { params: { path: { workload: 'kitchen' } } });
    await admin.DELETE('/types/{type}/defaults', { params: { ...type, query: { reason: 'enough' } } });
    expect((await admin.GET('/overrides')).data!.items).toEqual([]);
  });

  it('are refused when they are wrong or there is no such thing', async () => {
    const admin = api.client();
    const path = { workload: 'kitchen', limit: 'salt' };
    const terms = { atOnce: 1 };
    await expect(
      admin.PUT('/limits/{workload}/{limit}', { params: { path }, body: { terms, ...body } }),
    ).rejects.toMatchObject({ status: 404, code: 'TARGET_UNKNOWN' });
    await expect(admin.PUT('/defaults', { body: { terms: {}, ...body } })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.terms', message: expect.stringContaining('at least one of') }] },
    });
    await expect(admin.PUT('/defaults', { body: { terms: { timeout: 'soon' }, ...body } })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.terms.timeout' }] },
    });
  });
});

describe('marks', () => {
  it('are set, listed and removed', async () => {
    const admin = api.client();
    const type = { path: { type: 'kitchen.bake' } };
    await admin.PUT('/types/{type}/silenced', { params: type, body });
    const tag = { path: { tag: 'customer:7/a b' } };
    const { data } = await admin.PUT('/watched-tags/{tag}', { params: tag, body });
    expect(data).toEqual({ tag: 'customer:7/a b', workload: null, watched: true, ...said });
    await admin.PUT('/watched-tags/{tag}', { params: tag, body: { ...body, workload: 'kitchen' } });
    expect((await admin.GET('/marks')).data).toMatchObject({
      silenced: [{ type: 'kitchen.bake', ...said }],
      watched: [
        { tag: 'customer:7/a b', workload: null },
        { tag: 'customer:7/a b', workload: 'kitchen' },
      ],
    });
    await admin.DELETE('/types/{type}/silenced', { params: type });
    await admin.DELETE('/watched-tags/{tag}', { params: tag });
    await admin.DELETE('/watched-tags/{tag}', { params: { ...tag, query: { workload: 'kitchen' } } });
    expect((await admin.GET('/marks')).data).toEqual({ silenced: [], watched: [] });
  });
});

describe('a queue', () => {
  beforeAll(() => backstage.operate());

  const params = { path: { workload: 'kitchen', queue: 'oven' } };
  const bake1 = { type: 'kitchen.bake', input: { bread: 'wheat', loaves: 1 }, delay: '1h' as const };

  it('is shown with its age, limits and jobs', async () => {
    const admin = api.client();
    const { data } = await admin.GET('/queues/{workload}/{queue}', { params });
    expect(data).toMatchObject({
      name: 'oven',
      oldestSince: null,
      waitingJobs: expect.any(Number),
      throughput: { enqueued: expect.any(Number) },
      limits: [{ name: 'flour', terms: { windows: [{ limit: 10, per: '1s' }] }, overridden: false }],
      drain: null,
    });
    const terms = { windows: [{ limit: 2, per: '1s' as const }] };
    const limit = { path: { workload: 'kitchen', limit: 'flour' } };
    await admin.PUT('/limits/{workload}/{limit}', { params: limit, body: { terms, ...body } });
    const changed = await admin.GET('/queues/{workload}/{queue}', { params });
    expect(changed.data!.limits).toEqual([{ name: 'flour', terms, overridden: true }]);
    await admin.DELETE('/limits/{workload}/{limit}', { params: limit });
    const nowhere = admin.GET('/queues/{workload}/{queue}', { params: { path: { workload: 'kitchen', queue: 'x' } } });
    await expect(nowhere).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('that is drained takes no jobs, until it is opened again', async () => {
    const admin = api.client();
    const drained = await admin.PUT('/queues/{workload}/{queue}/drain', { params, body });
    expect(drained.data).toEqual({ what: 'queue kitchen/oven', draining: true, ...said });
    expect((await admin.GET('/queues/{workload}/{queue}', { params })).data!.drain).toMatchObject(said);
    const enqueue = () => admin.POST('/jobs', { body: bake1 });
    // The api learns of it as every producer does.
    const refusal = async () => {
      for (;;) {
        const refused = await enqueue().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refused) return refused;
      }
    };
    expect(await refusal()).toMatchObject({ status: 409, code: 'QUEUE_DRAINING' });
    await admin.PUT('/queues/{workload}/{queue}/undrain', { params, body });
    while ((await admin.GET('/queues/{workload}/{queue}', { params })).data!.drain !== null);
    while ((await enqueue().catch(() => undefined)) === undefined);
    const unknown = { path: { workload: 'kitchen', queue: 'ovne' } };
    const wrong = admin.PUT('/queues/{workload}/{queue}/drain', { params: unknown, body });
    await expect(wrong).rejects.toMatchObject({ status: 404, code: 'TARGET_UNKNOWN' });
  });

  it('is purged by who knows how many jobs wait in it', async () => {
    const admin = api.client();
    const waiting = async () => (await admin.GET('/queues/{workload}/{queue}', { params })).data!.waitingJobs;
    // That of wheat, which is unique; that of rye runs yet, or has run.
    while ((await waiting()) !== 1);
    const purge = (count: number) =>
      admin.POST('/queues/{workload}/{queue}/purge', { params, body: { count, reason: 'no flour' } });
    const count = 1;
    await expect(purge(count + 1)).rejects.toMatchObject({ status: 409, code: 'COUNT_DIFFERS', problem: { count } });
    const operation = (await purge(count)).data!;
    expect(operation).toMatchObject({ total: count, filter: { queue: ['kitchen/oven'] } });
    while ((await waiting()) > 0);
    const ended = async () => (await admin.GET('/operations/{id}', { params: { path: { id: operation.id } } })).data!;
    // The state is that of its job, which the record follows.
    while ((await ended()).endedAt === null || (await ended()).state !== 'succeeded');
    expect(await ended()).toMatchObject({ done: count });
  });
});
