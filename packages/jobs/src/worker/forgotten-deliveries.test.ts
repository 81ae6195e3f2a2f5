import { afterEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { consumerName, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { consumerConfig } from '../broker/topology.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

it('a broker that was killed and has forgotten what it delivered makes no job start again that runs or was moved on', async () => {
  const stage = new Stage(nats().url);
  const run = stage.job('run', { input: z.object({ fails: z.boolean() }), backoff: () => 60_000 });
  await stage.begin();
  const started: boolean[] = [];
  let release = () => {};
  let fail = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const failed = new Promise<void>((_, reject) => (fail = () => reject(new Error('fails'))));
  const worker = await stage.worker([
    handle(run, async ({ fails }) => {
      started.push(fails);
      stage.look();
      await (fails ? failed : released);
    }),
  ]);
  const runs = await stage.client.enqueue(run, { fails: false });
  const moved = await stage.client.enqueue(run, { fails: true });
  await stage.until(() => started.length === 2);
  await worker.pause('until its broker has forgotten it');
  const back = new Promise<void>((resolve) => void stage.broker.watchStatus((connected) => connected && resolve()));
  await nats().kill();
  await nats().start();
  await back;
  // A consumer made anew knows as little as one whose latest state was lost: both come again, as first deliveries.
  const stream = jobsStream(stage.name);
  const { consumers } = stage.broker.manager;
  await consumers.delete(stream, consumerName('work', 'normal'));
  await consumers.add(stream, consumerConfig(stage.name, 'work', 'normal'));
  fail();
  await stage.reached(moved.id, 'retrying');
  worker.resume('until its broker has forgotten it');
  const counted = async () => (await consumers.info(stream, consumerName('work', 'normal'))).num_pending === 0;
  while (!(await counted()));
  while (worker.inHand > 1) await new Promise(setImmediate);
  expect(started).toHaveLength(2);
  release();
  await stage.reached(runs.id, 'succeeded');
  await worker.stop();
  expect(started).toHaveLength(2);
  expect((await stage.broker.manager.streams.info(stream)).state.messages).toBe(1);
});
