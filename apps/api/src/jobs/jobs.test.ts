import { beforeAll, describe, expect, it } from '@jest/globals';
import type { operations } from '@kickoff/api-client';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle, JobClient } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const lookUp = defineJob({
  type: 'weather.look-up',
  aliases: ['weather.look'],
  summary: 'Looks at the sky of a city.',
  queue: 'looking',
  input: z.object({ city: z.string().min(2), days: z.int().max(14).default(1) }),
  tags: ({ city }) => [`city:${city}`],
  unique: { by: ({ city }) => city },
});
const drift = defineJob({
  type: 'weather.drift',
  knownAs: { clean_or_bake: {} },
  summary: 'Waits.',
  queue: 'looking',
  input: z.object({ n: z.int() }),
});
const weather = defineWorkload({
  name: 'weather',
  summary: 'Looks at the sky.',
  contracts: [drift, lookUp],
  queues: { looking: { service: 'external' } },
});

// Of another team: the api has none of its code.
const bake = defineJob({
  type: 'kitchen.bake',
  knownAs: { bake_rye: { bread: 'rye' }, clean_or_bake: {} },
  summary: 'Bakes bread.',
  queue: 'oven',
  input: z.object({
    bread: z.enum(['rye', 'wheat']),
    loaves: z.int().min(1),
    note: z.object({ text: z.string() }).optional(),
  }),
});
const clean = defineJob({
  type: 'kitchen.clean',
  knownAs: { clean_room: {} },
  summary: 'Cleans a room.',
  queue: 'oven',
  input: z.object({ room: z.string() }),
  unique: { by: ({ room }) => room },
});
const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Bakes.',
  contracts: [bake, clean],
  queues: { oven: { service: 'external' } },
});

const api = apiForTest({ workload: weather });
const backstage = backstageForTest(api, [weather, kitchen]);
type Body = NonNullable<operations['enqueueJobs']['requestBody']>['content']['application/json'];
let client: JobClient;

beforeAll(async () => {
  client = new JobClient(backstage.broker, { record: undefined });
  await backstage.serve(kitchen, [
    handle(bake, async ({ loaves }, job) => {
      job.log.info('baking', { loaves });
      return { baked: loaves };
    }),
    handle(clean, async () => {}),
  ]);
});

const post = (body: Body, key?: string) => api.client(key).POST('/jobs', { body });
const enqueue = async (body: Body, key?: string) => (await post(body, key)).data!.jobs;

async function ended(id: string, key?: string) {
  for (;;) {
    const { data } = await api.client(key).GET('/jobs/{id}', { params: { path: { id } } });
    if (data!.endedAt) return data!;
  }
}

describe('POST /jobs', () => {
  it('enqueues a type of which the api has no code, by what its workers announced', async () => {
    const [job] = await enqueue({ type: 'kitchen.bake', input: { bread: 'rye', loaves: 2 }, tags: ['today'] });
    expect(await ended(job!.id)).toMatchObject({
      type: 'kitchen.bake',
      workload: 'kitchen',
      state: 'succeeded',
      tags: ['today'],
      input: { bread: 'rye', loaves: 2 },
      output: { baked: 2 },
      logs: [{ level: 'info', message: 'baking' }],
    });
  });

  it('enqueues by a name that a type is known as, with what the name stands for', async () => {
    const [rye] = await enqueue({ type: 'bake_rye', input: { loaves: 1 } });
    expect(rye).toMatchObject({ type: 'kitchen.bake' });
    expect(await ended(rye!.id)).toMatchObject({ input: { bread: 'rye', loaves: 1 } });
    const [other] = await enqueue({ type: 'bake_rye', input: { loaves: 1, bread: 'wheat' } });
    expect(await ended(other!.id)).toMatchObject({ input: { bread: 'wheat', loaves: 1 } });
  });

  it.each([
    ['bake_ry', 'no handler serves job type bake_ry; did you mean bake_rye?'],
    ['clean_or_bake', 'no handler serves job type clean_or_bake; did you mean kitchen.bake or weather.drift?'],
  ])('refuses the name %s, and says which there are', async (type, detail) => {
    await expect(post({ type, input: { loaves: 1 } })).rejects.toThrow(detail);
  });

  it('looks at what a key may enqueue by the type that a name stands for', async () => {
    const cook = await api.key({ role: 'publisher', workloads: ['weather'] });
    const refused = post({ type: 'clean_room', input: { room: 'x' } }, cook);
    await expect(refused).rejects.toThrow('body.type: this key enqueues to weather only, not to kitchen');
  });

  it('enqueues many, of several types and workloads, in their order', async () => {
    const jobs = await enqueue({
      jobs: [
        { type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 } },
        { type: 'weather.drift', input: { n: 1 }, delay: '1h' },
        { type: 'kitchen.bake', input: { bread: 'wheat', loaves: 3 } },
      ],
    });
    expect(jobs.map(({ type }) => type)).toEqual(['kitchen.bake', 'weather.drift', 'kitchen.bake']);
    expect(await ended(jobs[2]!.id)).toMatchObject({ output: { baked: 3 } });
  });

  it('makes the key, tags and defaults by the code of a loaded type, also by its former name', async () => {
    const [first] = await enqueue({ type: 'weather.look-up', input: { city: 'Oslo' } });
    const [second] = await enqueue({ type: 'weather.look', input: { city: 'Oslo' } });
    expect([first!.duplicate, second]).toEqual([false, { id: first!.id, type: 'weather.look-up', duplicate: true }]);
    const { data } = await api.client().GET('/jobs/{id}', { params: { path: { id: first!.id } } });
    expect(data).toMatchObject({ state: 'queued', tags: ['city:Oslo'], priority: 'normal' });
  });

  it('takes the options of the SDK', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const [job] = await enqueue({
      type: 'weather.drift',
      input: { n: 2 },
      at,
      expiresIn: '2h',
      priority: 'high',
      key: { any: 'JSON' },
      tags: ['a'],
      attempts: 7,
      carry: { tenant: 'x' },
    });
    await api.client().GET('/jobs/{id}', { params: { path: { id: job!.id } } });
    const [row] = await api.dataSource.query<Record<string, unknown>[]>('SELECT * FROM kickoff.jobs WHERE id = $1', [
      job!.id,
    ]);
    expect(row).toMatchObject({
      state: 'scheduled',
      priority: 'high',
      run_at: new Date(at),
      attempts_allowed: 7,
      tags: ['a'],
    });
    expect((row!.expires_at as Date).getTime()).toBeGreaterThan(Date.parse(at));
    const [twin] = await enqueue({ type: 'weather.drift', input: { n: 3 }, key: { any: 'JSON' } });
    expect(twin).toEqual({ id: job!.id, type: 'weather.drift', duplicate: true });
  });

  it('names the field that is wrong, with what was expected, for code and registry alike', async () => {
    await expect(post({ type: 'kitchen.bake', input: { bread: 'corn', loaves: 0, nte: 1 } })).rejects.toMatchObject({
      status: 422,
      code: 'INPUT_INVALID',
      problem: {
        issues: expect.arrayContaining([
          { path: 'body.input.bread', message: 'must be one of ["rye","wheat"]' },
          { path: 'body.input.loaves', message: 'must be >= 1' },
        ]),
      },
    });
    await expect(
      post({
        jobs: [
          { type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 } },
          { type: 'kitchen.bake', input: { bread: 'rye', note: {} } },
        ],
      }),
    ).rejects.toMatchObject({
      problem: {
        issues: expect.arrayContaining([
          { path: 'body.jobs.1.input.loaves', message: 'is required' },
          { path: 'body.jobs.1.input.note.text', message: 'is required' },
        ]),
      },
    });
    await expect(post({ type: 'weather.look-up', input: { city: 'O' } })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.input.city', message: expect.stringContaining('>=2') }] },
    });
    await expect(post({ type: 'weather.drift', input: { n: 1 }, priority: 'urgent' as never })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      problem: { issues: [{ path: 'body.priority' }] },
    });
    await expect(
      post({ type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 }, priority: 'critical' }),
    ).rejects.toMatchObject({
      code: 'PRIORITY_NOT_DECLARED',
    });
  });

  it('suggests the nearest type', async () => {
    await expect(post({ type: 'kitchen.bakes', input: {} })).rejects.toMatchObject({
      code: 'UNKNOWN_JOB_TYPE',
      message: expect.stringContaining('did you mean kitchen.bake?'),
    });
    await expect(post({ type: 'weather.dritf', input: {} })).rejects.toThrow('did you mean weather.drift?');
  });

  it('asks for the key that only code can make', async () => {
    await expect(post({ type: 'kitchen.clean', input: { room: 'hall' } })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.key', message: expect.stringContaining('only its code') }] },
    });
    // The same key as the contract's own code makes it.
    const mine = await client.enqueue(clean, { room: 'attic' }, { delay: '1h' });
    const [theirs] = await enqueue({ type: 'kitchen.clean', input: { room: 'attic' }, key: 'attic' });
    expect(theirs).toEqual({ id: mine.id, type: 'kitchen.clean', duplicate: true });
  });

  it('stores nothing when one of many is wrong', async () => {
    const before = await waiting();
    await expect(
      post({
        jobs: [
          { type: 'weather.drift', input: { n: 1 } },
          { type: 'weather.drift', input: { n: 'x' } },
        ],
      }),
    ).rejects.toThrow('n');
    expect(await waiting()).toBe(before);
  });

  it('lets publishers enqueue to their own workloads only', async () => {
    const key = await api.key({ role: 'publisher', workloads: ['kitchen'] });
    expect(await enqueue({ type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 } }, key)).toHaveLength(1);
    await expect(post({ type: 'weather.drift', input: { n: 1 } }, key)).rejects.toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    const both = {
      jobs: [
        { type: 'kitchen.bake', input: { bread: 'rye', loaves: 1 } },
        { type: 'weather.drift', input: { n: 1 } },
      ],
    };
    await expect(post(both, key)).rejects.toThrow('body.jobs.1.type');
  });

  it('enqueues the same jobs when a request is tried again after its process died', async () => {
    const body = { jobs: [1, 2, 3].map((n) => ({ type: 'weather.drift', input: { n }, delay: '1h' })) };
    const header = { 'Idempotency-Key': 'died' };
    const ids = async () =>
      (await api.client().POST('/jobs', { body, params: { header } })).data!.jobs.map(({ id }) => id);
    const first = await ids();
    await api.dataSource.query(
      `UPDATE kickoff.idempotent_requests SET answered_at = NULL, answer = NULL, claimed_at = NULL WHERE idempotency_key = 'died'`,
    );
    const before = await waiting();
    expect(await ids()).toEqual(first);
    expect(await waiting()).toBe(before);
  });
});

describe('one job', () => {
  const delayed = async () => (await enqueue({ type: 'weather.drift', input: { n: 9 }, delay: '1h' }))[0]!.id;
  const show = async (id: string, key?: string) =>
    (await api.client(key).GET('/jobs/{id}', { params: { path: { id } } })).data!;

  it('shows its payload to those who may see it', async () => {
    const id = await delayed();
    expect(await show(id)).toMatchObject({ state: 'scheduled', input: { n: 9 }, output: null });
    for (const role of ['viewer', 'operator', 'admin'] as const) {
      const seen = await show(id, await api.key({ role }));
      expect(seen).not.toHaveProperty('input');
      expect(seen).not.toHaveProperty('output');
    }
    expect(await show(id, await api.key({ role: 'viewer', payloads: true }))).toMatchObject({ input: { n: 9 } });
  });

  it('that nobody knows is not found', async () => {
    const path = { id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' };
    await expect(api.client().GET('/jobs/{id}', { params: { path } })).rejects.toMatchObject({
      status: 404,
      code: 'JOB_NOT_FOUND',
    });
    await expect(api.client().POST('/jobs/{id}/run-now', { params: { path } })).rejects.toMatchObject({ status: 404 });
  });

  it('is cancelled, with its reason in the record and no payload in the audit', async () => {
    const id = await delayed();
    await show(id);
    const { data } = await api
      .client()
      .POST('/jobs/{id}/cancel', { params: { path: { id } }, body: { reason: 'rain' } });
    expect(data).toEqual({ id, outcome: 'cancelled' });
    expect(await ended(id)).toMatchObject({ state: 'cancelled', reason: 'rain' });
    const again = api.client().POST('/jobs/{id}/cancel', { params: { path: { id } } });
    await expect(again).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    const audit = (await api.client().GET('/audit', { params: { query: { operation: 'cancelJob', limit: 1 } } })).data!;
    expect(audit.items[0]).toMatchObject({ before: { id, state: 'scheduled' }, after: { outcome: 'cancelled' } });
    expect(audit.items[0]!.before).not.toHaveProperty('input');
  });

  it('is made due now, later and more urgent', async () => {
    const id = await delayed();
    const path = { id };
    const later = new Date(Date.now() + 7_200_000).toISOString();
    await api.client().POST('/jobs/{id}/reschedule', { params: { path }, body: { at: later } });
    await until(async () => (await show(id)).runAt === later);
    await api.client().POST('/jobs/{id}/reprioritise', { params: { path }, body: { priority: 'high' } });
    await until(async () => (await show(id)).priority === 'high');
    await api.client().POST('/jobs/{id}/run-now', { params: { path } });
    await until(async () => (await show(id)).state === 'queued');
    await expect(api.client().POST('/jobs/{id}/run-now', { params: { path } })).rejects.toMatchObject({
      status: 409,
      code: 'TOO_LATE',
    });
    const critical = api.client().POST('/jobs/{id}/reprioritise', { params: { path }, body: { priority: 'critical' } });
    await expect(critical).rejects.toMatchObject({ code: 'PRIORITY_NOT_DECLARED' });
  });

  it('is not changed by those who saw it otherwise', async () => {
    const id = await delayed();
    const { response } = await api.client().GET('/jobs/{id}', { params: { path: { id } } });
    const header = { 'If-Match': response.headers.get('etag')! };
    await api
      .client()
      .POST('/jobs/{id}/reprioritise', { params: { path: { id }, header }, body: { priority: 'high' } });
    await until(async () => (await show(id)).priority === 'high');
    const stale = api.client().POST('/jobs/{id}/run-now', { params: { path: { id }, header } });
    await expect(stale).rejects.toMatchObject({ status: 412 });
  });
});

async function waiting(): Promise<number> {
  return (await backstage.broker.manager.streams.info('JOBS_weather')).state.messages;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}
