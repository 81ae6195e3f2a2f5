import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createDataSource,
  FlowFollower,
  FlowStarter,
  FlowStore,
  OutboxRelay,
  ParentsResponder,
  PLATFORM_MIGRATIONS,
  runMigrations,
  type FlowView,
} from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { until } from '../../replay/until.js';
import { bakeMany, bakeOne, bakeWithCare } from './bake.js';
import { baking } from './contracts.js';
import { kitchen } from './kitchen.js';

describe('the example of flows', () => {
  const nats = natsForTest();
  const databaseUrl = databaseForTest();
  const stop: (() => Promise<unknown>)[] = [];
  let jobs: JobClient;
  let store: FlowStore;

  beforeAll(async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [baking]);
    const dataSource = await createDataSource({ url: databaseUrl() }).initialize();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    const worker = kitchen(nats().url);
    await worker.start();
    const loops = [
      new FlowStarter({ broker, dataSource, types: baking.contracts.map(({ type }) => type) }),
      new FlowFollower({ broker, dataSource }),
      new ParentsResponder({ broker, dataSource }),
      new OutboxRelay({ dataSource, connection: broker.connection, databaseUrl: databaseUrl() }),
    ];
    for (const loop of loops) loop.start();
    stop.push(() => worker.stop(), ...loops.map((loop) => () => loop.stop()));
    stop.push(
      () => dataSource.destroy(),
      () => broker.close(),
    );
    jobs = new JobClient(broker);
    store = new FlowStore(dataSource, broker);
  });
  afterAll(async () => {
    for (const each of stop) await each();
  });

  async function ended(id: string): Promise<FlowView> {
    let flow: FlowView | undefined;
    const hasEnded = async () => {
      flow = await store.get(id).catch(() => undefined);
      return flow !== undefined && flow.endedAt !== undefined;
    };
    await until(hasEnded, { timeoutMs: 30_000, what: 'the flow' });
    return flow!;
  }

  async function outputOf(id: string, node: string): Promise<unknown> {
    return (await store.nodes(id)).find(({ name }) => name === node)?.output;
  }

  it('bakes one loaf in a line', async () => {
    const { id } = await bakeOne(jobs);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', progress: { done: 3, failed: 0, total: 3 } });
    expect(await outputOf(id, 'open-shop')).toEqual({ loaves: 1, grams: 0 });
  });

  it('bakes thirteen loaves side by side', async () => {
    const { id } = await bakeMany(jobs, 12);
    expect(await ended(id)).toMatchObject({ state: 'succeeded', progress: { done: 13, failed: 0, total: 13 } });
    expect(await outputOf(id, 'then')).toEqual({ loaves: 13, grams: 0 });
  });

  it('bakes with care', async () => {
    const { id } = await bakeWithCare(jobs);
    expect(await ended(id)).toMatchObject({ state: 'succeeded' });
    expect(await outputOf(id, 'shop')).toEqual({ loaves: 2, grams: 1_000 });
  });
});
