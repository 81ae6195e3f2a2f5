import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const bake = defineJob({
  type: 'kitchen.bake',
  summary: 'Bakes bread.',
  queue: 'oven',
  input: z.object({ bread: z.string() }),
  tags: ({ bread }) => [bread],
});
const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Bakes.',
  contracts: [bake],
  queues: { oven: { service: 'external' }, stove: { service: 'external' } },
});

const api = apiForTest({ workload: kitchen });
const backstage = backstageForTest(api, [kitchen]);
const admin = () => api.client();

beforeAll(async () => {
  await backstage.operate();
  await backstage.serve(kitchen, [handle(bake, async () => {})]);
});

/** Jobs for an hour from now, when the record knows them. */
async function enqueue(bread: string, count: number): Promise<string[]> {
  const jobs = Array.from({ length: count }, () => ({ type: bake.type, input: { bread }, delay: '1h' as const }));
  const { data } = await admin().POST('/jobs', { body: { jobs } });
  const ids = data!.jobs.map(({ id }) => id);
  for (const id of ids) await admin().GET('/jobs/{id}', { params: { path: { id } } });
  return ids;
}

async function ended(id: string) {
  for (;;) {
    const { data } = await admin().GET('/operations/{id}', { params: { path: { id } } });
    if (data!.endedAt !== null) return data!;
  }
}

async function job(id: string, isIn: (state: string) => boolean) {
  for (;;) {
    const { data } = await admin().GET('/jobs/{id}', { params: { path: { id } } });
    if (isIn(data!.state)) return data!;
  }
}

describe('actions on the jobs of a filter', () => {
  const action = { name: 'cancel' as const, reason: 'no flour' };

  it('say first to how many jobs, and are done then by an operation with progress', async () => {
    const ids = await enqueue('rye', 3);
    const filter = { tag: ['rye'] };
    const dry = (await admin().POST('/jobs/actions', { body: { action, filter, dryRun: true } })).data!;
    expect(dry).toMatchObject({ jobs: 3, operation: null });
    expect(dry.sample.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    const headers = { 'Idempotency-Key': 'rye' };
    const started = await admin().POST('/jobs/actions', { body: { action, filter }, headers });
    const { operation } = started.data!;
    expect(operation).toMatchObject({ action, filter, total: 3, askedBy: 'first admin' });
    const repeated = await admin().POST('/jobs/actions', { body: { action, filter }, headers });
    expect(repeated.data).toEqual(started.data);
    expect(await ended(operation!.id)).toMatchObject({ done: 3, skipped: {}, failed: {} });
    for (const id of ids) await job(id, (state) => state === 'cancelled');
    const { items } = (await admin().GET('/operations')).data!;
    expect(items.map(({ id }) => id)).toEqual([operation!.id]);
    const audit = (await admin().GET('/audit')).data!.items.filter(({ target }) => target.includes('operations/'));
    expect(audit).toMatchObject([{ who: 'first admin', before: { total: 3 }, after: { done: 3 } }]);
    const abort = admin().POST('/operations/{id}/abort', { params: { path: { id: operation!.id } } });
    await expect(abort).rejects.toMatchObject({ status: 409, code: 'TOO_LATE' });
  });

  it('are refused for states that they are not for, without a filter, and for workloads of others', async () => {
    const act = (body: object, key?: string) =>
      api.fetch('/jobs/actions', {
        method: 'POST',
        headers: { Authorization: `Bearer ${key ?? api.adminKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const wrong = await act({ action, filter: { state: ['succeeded'] } });
    expect(await wrong.json()).toMatchObject({
      status: 400,
      issues: [{ path: 'body.filter.state', message: expect.stringContaining('scheduled, queued, retrying, running') }],
    });
    expect((await act({ action, filter: {} })).status).toBe(400);
    const publisher = await api.key({ role: 'publisher', workloads: ['kitchen'] });
    const foreign = await act({ action, filter: { workload: ['bakery'] }, dryRun: true }, publisher);
    expect(foreign.status).toBe(403);
    const elsewhere = await api.key({ role: 'publisher', workloads: ['bakery'] });
    await enqueue('wheat', 1);
    expect(await (await act({ action, filter: { tag: ['wheat'] }, dryRun: true }, publisher)).json()).toMatchObject({
      jobs: 1,
    });
    expect(await (await act({ action, filter: { tag: ['wheat'] }, dryRun: true }, elsewhere)).json()).toMatchObject({
      jobs: 0,
    });
    const viewer = await api.key({ role: 'viewer' });
    expect((await act({ action, filter: { tag: ['wheat'] }, dryRun: true }, viewer)).status).toBe(403);
  });
});

describe('a publisher', () => {
  const verbs = [
    ['cancel', {}, { name: 'cancel', reason: 'x' }, true],
    ['run-now', undefined, { name: 'run-now', reason: 'x' }, true],
    ['reschedule', { delay: '2h' }, undefined, true],
    ['reprioritise', { priority: 'high' }, { name: 'reprioritise', reason: 'x', priority: 'high' }, true],
    ['move', { queue: 'stove' }, { name: 'move', reason: 'x', queue: 'stove' }, true],
    ['fail', { reason: 'x' }, { name: 'fail', reason: 'x' }, true],
    ['retry', {}, { name: 'retry', reason: 'x' }, true],
    ['delete', undefined, { name: 'delete', reason: 'x' }, false],
  ] as const;
  let own = '';
  let foreign = '';
  let id = '';
  beforeAll(async () => {
    own = await api.key({ role: 'publisher', workloads: ['kitchen'] });
    foreign = await api.key({ role: 'publisher', workloads: ['bakery'] });
  });

  it.each(verbs)(
    'may do to one job of its own workloads what it may do to many: %s',
    async (verb, body, action, may) => {
      const send = async (key: string, path: string, content: unknown, method = 'POST') => {
        const headers = { Authorization: `Bearer ${key}`, ...(content ? { 'Content-Type': 'application/json' } : {}) };
        return (await api.fetch(path, { method, headers, ...(content ? { body: JSON.stringify(content) } : {}) }))
          .status;
      };
      // One that has ended is good enough: what is refused is refused before that is looked at.
      id ||= (await enqueue('barley', 1))[0]!;
      const one = (key: string) =>
        verb === 'delete' ? send(key, `/jobs/${id}`, undefined, 'DELETE') : send(key, `/jobs/${id}/${verb}`, body);
      expect([verb, await one(foreign)]).toEqual([verb, verb === 'retry' ? 404 : 403]);
      expect([verb, (await one(own)) !== 403]).toEqual([verb, may]);
      if (!action) return;
      const many = await send(own, '/jobs/actions', { action, filter: { tag: ['none'] }, dryRun: true });
      expect([verb, many !== 403]).toEqual([verb, may]);
    },
  );
});

describe('an operation', () => {
  const action = { name: 'cancel' as const, reason: 'no flour' };
  const filter = { tag: ['nothing'] };
  const begin = async () => (await admin().POST('/jobs/actions', { body: { action, filter } })).data!.operation!.id;
  const whole = { path: { workload: 'kickoff' } };

  it('that is aborted before it runs, or whose job dies, has an end and an audit of it', async () => {
    const reason = { reason: 'so that it waits' };
    const ends: [(id: string) => Promise<unknown>, string][] = [
      [(id) => admin().POST('/operations/{id}/abort', { params: { path: { id } } }), 'cancelled'],
      [(id) => admin().POST('/jobs/{id}/fail', { params: { path: { id } }, body: { reason: 'gone' } }), 'dead'],
    ];
    for (const [end, state] of ends) {
      await admin().PUT('/workloads/{workload}/pause', { params: whole, body: reason });
      const id = await begin();
      await admin().GET('/jobs/{id}', { params: { path: { id } } });
      await end(id);
      expect(await ended(id)).toMatchObject({ state });
      const { items } = (await admin().GET('/audit')).data!;
      const entries = items.filter(({ operation, target }) => operation === 'endOperation' && target.includes(id));
      expect(entries).toMatchObject([{ who: 'first admin', after: { state, done: 0 } }]);
      await admin().PUT('/workloads/{workload}/resume', { params: whole, body: reason });
    }
  });

  it('whose dead job is retried goes on', async () => {
    await admin().PUT('/workloads/{workload}/pause', { params: whole, body: { reason: 'so that it waits' } });
    const params = { path: { id: await begin() } };
    await admin().GET('/jobs/{id}', { params });
    await admin().POST('/jobs/{id}/fail', { params, body: { reason: 'gone' } });
    await ended(params.path.id);
    const letters = async () => (await admin().GET('/dead-letters')).data!.items;
    while (!(await letters()).some(({ id }) => id === params.path.id));
    await admin().POST('/jobs/{id}/retry', { params, body: {} });
    await admin().PUT('/workloads/{workload}/resume', { params: whole, body: { reason: 'go on' } });
    await job(params.path.id, (state) => state === 'succeeded');
    expect(await ended(params.path.id)).toMatchObject({ state: 'succeeded' });
  });
});

describe('one job', () => {
  it('is moved to another queue, failed, and deleted when it has ended', async () => {
    const [id] = await enqueue('spelt', 1);
    const params = { path: { id: id! } };
    const nowhere = admin().POST('/jobs/{id}/move', { params, body: { queue: 'grill' } });
    await expect(nowhere).rejects.toMatchObject({ status: 404, code: 'TARGET_UNKNOWN' });
    await admin().POST('/jobs/{id}/move', { params, body: { queue: 'stove' } });
    while ((await admin().GET('/jobs/{id}', { params })).data!.queue !== 'stove');
    const unfinished = admin().DELETE('/jobs/{id}', { params });
    await expect(unfinished).rejects.toMatchObject({ status: 409, code: 'JOB_UNFINISHED' });
    await admin().POST('/jobs/{id}/fail', { params, body: { reason: 'burnt' } });
    expect(await job(id!, (state) => state === 'dead')).toMatchObject({
      error: { code: 'FAILED_BY_OPERATOR', message: 'burnt' },
      input: { bread: 'spelt' },
    });
    const letters = async () => (await backstage.broker.manager.streams.info('DEAD')).state.messages;
    const before = await letters();
    await admin().DELETE('/jobs/{id}', { params });
    expect(await letters()).toBe(before - 1);
    await expect(admin().GET('/jobs/{id}', { params })).rejects.toMatchObject({ status: 404 });
  });
});
