import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { jobsStream } from '@kickoff/contracts';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { gate } from '../testing/gate.js';
import { platformDatabase } from '../testing/platform-database.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const UNHEARD_MS = 300;

describe('FlowKeeper', () => {
  it('ends the work of a flow whose deadline has passed and lets what follows a failure tell of it', async () => {
    const on = new FlowStage(nats().url, database);
    const endless = on.job('endless', (_, job) => {
      return new Promise((_resolve, reject) => {
        job.signal.addEventListener('abort', () => reject(job.signal.reason as Error));
      });
    });
    const step = on.job('step');
    const report = on.job('report');
    await on.begin();
    const chain = on.jobs.chain(on.jobs.chain(endless.with({ n: 1 }), step.with({ n: 2 })), step.with({ n: 3 }));
    const { id } = await chain
      .onFailure(report.with({ n: 9 }))
      .deadline('500ms')
      .start();
    expect(await on.ended(id)).toMatchObject({
      state: 'failed',
      open: 0,
      reason: "the flow's deadline of 0.5 s has passed",
    });
    expect(on.names()).toEqual(['endless', 'report']);
    expect(Object.values(await on.nodes(id))).toEqual(['cancelled', 'cancelled', 'succeeded']);
  });

  it('leaves a flow alone that ended in time', async () => {
    const on = new FlowStage(nats().url, database);
    const step = on.job('step');
    await on.begin();
    const { id } = await on.jobs
      .chain(step.with({ n: 1 }))
      .deadline('1h')
      .start();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', reason: null });
    expect(await on.store.get(id)).toMatchObject({ deadline: undefined });
  });

  it('releases a job again that is in no stream and was never heard of, and no other', async () => {
    const on = new FlowStage(nats().url, database);
    on.unheardMs = UNHEARD_MS;
    const held = gate();
    const step = on.job('step', ({ n }) => (n === 1 ? held.opened : undefined));
    await on.begin({ worker: false, schedulers: 0 });
    const scheduler = on.scheduler();
    const { id } = await on.jobs.batch('two', [step.with({ n: 1 }), step.with({ n: 2 })]).start();
    const waiting = async () => (await on.broker.manager.streams.info(jobsStream(on.name))).state;
    await on.until(async () => (await waiting()).messages === 2);
    // As if it had never been published.
    await on.broker.manager.streams.deleteMessage(jobsStream(on.name), (await waiting()).first_seq);
    await on.until(async () => (await waiting()).messages === 2);
    await on.startWorker();
    await on.until(() => on.runs.length === 2);
    const turns = gate();
    let left = 20;
    scheduler.keeper.signals.on('ran', () => (left -= 1) || turns.open());
    await turns.opened;
    held.open();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 2 });
    expect(on.runs).toHaveLength(2);
  });

  it('lets a job with a unique key wait until the key is free', async () => {
    const on = new FlowStage(nats().url, database);
    on.unheardMs = UNHEARD_MS;
    const held = gate();
    const started = gate();
    const unique = on.job(
      'unique',
      ({ n }) => {
        started.open();
        return n === 1 ? held.opened : undefined;
      },
      { unique: { by: () => 'the only one' }, input: z.object({ n: z.int() }) },
    );
    await on.begin();
    await on.jobs.enqueue(unique, { n: 1 });
    await started.opened;
    const { id } = await on.jobs.chain(unique.with({ n: 2 })).start();
    await on.until(async () => (await on.nodes(id))['unique'] === 'released');
    held.open();
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded' });
    expect(on.runs.map(({ input }) => input)).toEqual([{ n: 1 }, { n: 2 }]);
  });
});
