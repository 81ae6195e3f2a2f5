import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { flowsStream } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { createDataSource } from '../connection/data-source.js';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';
import { severableProxy } from '../testing/severable-proxy.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

describe('the start of a flow', () => {
  it('is taken while PostgreSQL is away; the flow runs when it is back', async () => {
    const proxy = await severableProxy(database.url);
    const dataSource = await createDataSource({ url: proxy.url }).initialize();
    const on = new FlowStage(nats().url, { url: proxy.url, dataSource });
    const step = on.job('step');
    on.onClose(async () => {
      await dataSource.destroy();
      await proxy.close();
    });
    await on.begin();
    proxy.sever();
    const { id } = await on.jobs.chain(step.with({ n: 1 }), step.with({ n: 2 })).start();
    await on.until(() => on.problems.length > 3);
    expect(on.names()).toEqual([]);
    proxy.restore();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 2 });
    expect(on.names()).toEqual(['step', 'step']);
  });

  it('happens if and only if the transaction commits, with all parts of a large flow', async () => {
    const on = new FlowStage(nats().url, database);
    const step = on.job('step');
    await on.begin();
    const padding = 'x'.repeat(20_000);
    const jobs = Array.from({ length: 60 }, (_, n) => step.with({ n }, { tags: [`${n}${padding}`] }));
    const ids: string[] = [];
    const start = (then?: () => void) =>
      database.dataSource.transaction(async (manager) => {
        const { id } = await on.jobs.in(manager).batch('large', jobs).start();
        ids.push(id);
        then?.();
      });
    await expect(
      start(() => {
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await start();
    expect(await on.ended(ids[1]!)).toMatchObject({ state: 'succeeded', total: 60, done: 60 });
    expect(await on.flow(ids[0]!)).toBeUndefined();
    expect(on.runs).toHaveLength(60);
    await on.until(async () => (await on.broker.manager.streams.info(flowsStream())).state.messages === 0);
  });

  it('with the same id twice is one flow', async () => {
    const on = new FlowStage(nats().url, database);
    const step = on.job('step');
    await on.begin();
    const id = newJobId(Date.now());
    const chain = () => on.jobs.chain(step.with({ n: 1 }), step.with({ n: 2 }));
    const [first, second] = [await chain().start({ id }), await chain().start({ id })];
    expect(second).toEqual(first);
    await on.ended(id);
    await chain().start({ id });
    await on.until(async () => (await on.broker.manager.streams.info(flowsStream())).state.messages === 0);
    expect(await on.flow(id)).toMatchObject({ state: 'succeeded' });
    expect(on.runs).toHaveLength(2);
  });

  it('passes over what is no flow, and tells of it', async () => {
    const on = new FlowStage(nats().url, database);
    await on.begin();
    const subjects = ['flows.start.a.b.c', 'flows.start.a', `flows.add.a.${newJobId(Date.now())}.c`];
    for (const subject of subjects) await on.broker.jetstream.publish(subject, 'no JSON');
    await on.broker.jetstream.publish('flows.start.a.b.d', JSON.stringify({ flows: [], nodes: [], parts: 0 }));
    await on.until(() => on.problems.length === 4);
    expect(on.problems).toEqual(Array(4).fill(expect.objectContaining({ code: 'MESSAGE_INVALID' })));
    await on.until(async () => (await on.broker.manager.streams.info(flowsStream())).state.messages === 0);
  });
});
