import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { components } from '@kickoff/api-client';
import { defineJob, defineWorkload, Unrecoverable } from '@kickoff/contracts';
import { FlowFollower, FlowKeeper, FlowStarter, OutboxRelay } from '@kickoff/database';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const bake = defineJob({
  type: 'kitchen.bake-loaf',
  summary: 'Bakes a loaf.',
  queue: 'oven',
  input: z.object({ loaf: z.int(), burns: z.boolean().optional() }),
  output: z.object({ loaf: z.int() }),
});
const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Bakes.',
  contracts: [bake],
  queues: { oven: { service: 'external' } },
});

const api = apiForTest({ workload: kitchen });
const backstage = backstageForTest(api, [kitchen]);
const type = bake.type;
let isBroken = true;

beforeAll(async () => {
  const { broker } = backstage;
  const { dataSource } = api;
  const loops = [
    new FlowStarter({ broker, dataSource, types: [type] }),
    new FlowFollower({ broker, dataSource }),
    new FlowKeeper({ broker, dataSource, everyMs: 50 }),
    new OutboxRelay({ dataSource, connection: broker.connection, databaseUrl: api.databaseUrl }),
  ];
  for (const loop of loops) {
    loop.start();
    api.beforeItEnds(() => loop.stop());
  }
  await backstage.serve(kitchen, [
    handle(bake, ({ loaf, burns }) => {
      if (burns && isBroken) throw new Unrecoverable('burnt');
      return { loaf };
    }),
  ]);
});

type FlowBody = components['schemas']['StartFlow'];

async function start(body: FlowBody): Promise<string> {
  const { data } = await api.client().POST('/flows', { body });
  return data!.id;
}

/** The flow, once it has that state. */
async function inState(id: string, state: components['schemas']['Flow']['state']) {
  for (;;) {
    const { data } = await api.client().GET('/flows', { params: { query: { state } } });
    const flow = data!.items.find((each) => each.id === id);
    if (flow) return flow;
    await sleep(20);
  }
}

async function states(id: string): Promise<Record<string, string>> {
  const { data } = await api.client().GET('/flows/{id}/nodes', { params: { path: { id } } });
  return Object.fromEntries(data!.items.map(({ name, state }) => [name, state]));
}

describe('flows over HTTP', () => {
  it('are started as chain, batch and graph, once for an idempotency key, and shown with their nodes', async () => {
    const params = { header: { 'Idempotency-Key': 'one-chain' } };
    const body: FlowBody = { chain: [1, 2].map((loaf) => ({ type, input: { loaf } })) };
    const { data: first } = await api.client().POST('/flows', { body, params });
    const { data: again } = await api.client().POST('/flows', { body, params });
    expect(again).toEqual(first);
    expect(await inState(first!.id, 'succeeded')).toMatchObject({ kind: 'chain', progress: { done: 2, total: 2 } });
    const batch = await start({
      name: 'two loaves',
      batch: [
        { type, input: { loaf: 1 } },
        { type, input: { loaf: 2 } },
      ],
      // oxlint-disable-next-line unicorn/no-thenable -- the word that batches have; a body is never awaited
      then: { type, input: { loaf: 3 } },
      deadline: '1h',
    });
    await inState(batch, 'succeeded');
    const path = { id: batch };
    const pages = api.client();
    const one = (await pages.GET('/flows/{id}/nodes', { params: { path, query: { limit: 2 } } })).data!;
    const two = (await pages.GET('/flows/{id}/nodes', { params: { path, query: { limit: 2, cursor: one.next! } } }))
      .data!;
    expect([...one.items, ...two.items]).toMatchObject([
      { name: '1', state: 'succeeded', output: { loaf: 1 }, follows: false },
      { name: '2', state: 'succeeded', output: { loaf: 2 }, follows: false },
      { name: 'then', state: 'succeeded', follows: true },
    ]);
    expect(two.next).toBeNull();
    const seen = await api.client(await api.key({ role: 'viewer' })).GET('/flows/{id}/nodes', { params: { path } });
    expect(seen.data!.items[0]).not.toHaveProperty('output');
  });

  it('are retried as a whole and node by node, and go on over a node that is skipped', async () => {
    const burning = (name: string): FlowBody => ({
      name,
      nodes: {
        loaf: { type, input: { loaf: 1, burns: true } },
        shop: { type, input: { loaf: 2 }, after: ['loaf'] },
        call: { type, input: { loaf: 3 }, after: [{ node: 'loaf', on: 'failure' }] },
      },
    });
    const [whole, single, skipped] = [
      await start(burning('whole')),
      await start(burning('single')),
      await start(burning('skipped')),
    ];
    for (const id of [whole, single, skipped]) await inState(id, 'failed');
    expect(await states(whole)).toEqual({ loaf: 'failed', shop: 'unneeded', call: 'succeeded' });
    const admin = api.client();
    await admin.POST('/flows/{id}/nodes/{node}/skip', { params: { path: { id: skipped, node: 'loaf' } } });
    await inState(skipped, 'succeeded');
    expect(await states(skipped)).toMatchObject({ loaf: 'skipped', shop: 'succeeded' });
    isBroken = false;
    await admin.POST('/flows/{id}/retry', { params: { path: { id: whole } } });
    await admin.POST('/flows/{id}/nodes/{node}/retry', { params: { path: { id: single, node: 'loaf' } } });
    for (const id of [whole, single]) await inState(id, 'succeeded');
    const { data } = await admin.GET('/audit', { params: { query: { operation: 'retryFlow' } } });
    expect(data!.items).toMatchObject([{ before: { state: 'failed' }, after: { state: 'running' } }]);
    await expect(admin.POST('/flows/{id}/retry', { params: { path: { id: whole } } })).rejects.toMatchObject({
      status: 409,
      code: 'TOO_LATE',
    });
    await expect(
      admin.POST('/flows/{id}/nodes/{node}/skip', { params: { path: { id: whole, node: 'lof' } } }),
    ).rejects.toThrow('did you mean loaf?');
  });

  it('are cancelled, unless they have changed since they were read', async () => {
    const id = await start({ chain: [{ type, input: { loaf: 1 }, delay: '1h' }] });
    await inState(id, 'running');
    const path = { id };
    const { response } = await api.client().GET('/flows/{id}', { params: { path } });
    const tag = response.headers.get('ETag')!;
    const unchanged = await api.client().GET('/flows/{id}', { params: { path, header: { 'If-None-Match': tag } } });
    expect(unchanged.response.status).toBe(304);
    await expect(
      api.client().POST('/flows/{id}/cancel', { params: { path, header: { 'If-Match': '"other"' } } }),
    ).rejects.toMatchObject({ status: 412 });
    await api
      .client()
      .POST('/flows/{id}/cancel', { params: { path, header: { 'If-Match': tag } }, body: { reason: 'late' } });
    expect(await inState(id, 'cancelled')).toMatchObject({ reason: 'late' });
  });

  it.each<[string, FlowBody, string, string]>([
    ['a wrong input', { chain: [{ type, input: { loaf: 'x' } }] }, 'INPUT_INVALID', 'body.chain.0.input.loaf'],
    ['an unknown type', { chain: [{ type: 'kitchen.bake-lof' }] }, 'UNKNOWN_JOB_TYPE', 'kitchen.bake-loaf'],
    [
      'a circle',
      {
        name: 'c',
        nodes: { a: { type, input: { loaf: 1 }, after: ['b'] }, b: { type, input: { loaf: 1 }, after: ['a'] } },
      },
      'FLOW_INVALID',
      'a',
    ],
  ])('are refused for %s', async (_, body, code, text) => {
    await expect(api.client().POST('/flows', { body })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text),
    });
  });

  it('are refused to publishers of other workloads', async () => {
    const key = await api.key({ role: 'publisher', workloads: ['weather'] });
    await expect(
      api.client(key).POST('/flows', { body: { chain: [{ type, input: { loaf: 1 } }] } }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('say where a cursor is wrong, and that a flow is not there', async () => {
    const path = { id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' };
    await expect(api.client().GET('/flows/{id}', { params: { path } })).rejects.toMatchObject({
      code: 'FLOW_NOT_FOUND',
    });
    await expect(
      api.client().GET('/flows/{id}/nodes', { params: { path, query: { cursor: 'x' } } }),
    ).rejects.toMatchObject({ problem: { issues: [{ path: 'query.cursor' }] } });
  });
});
