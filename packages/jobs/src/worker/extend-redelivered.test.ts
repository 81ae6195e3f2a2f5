import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { consumerName, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

/** A broker writes what its consumers know some 100 ms later, and says nothing when it has. */
const WRITTEN_MS = 1_000;

const nats = natsForTest();
afterEach(closeStages);

it('a broker that is killed gives nobody else what it had delivered again to a worker that lives', async () => {
  const stage = new Stage(nats().url);
  const run = stage.job('run', { input: z.object({}) });
  await stage.begin({ topology: { ackWaitMs: 9_000 } });
  const { id } = await stage.client.enqueue(run, {});
  const consumer = await stage.broker.jetstream.consumers.get(jobsStream(stage.name), consumerName('work', 'normal'));
  await consumer.next({ expires: 5_000 });
  // Whoever took it is lost: after the ack wait it is delivered again.
  let starts = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await stage.worker([
    handle(run, () => {
      starts += 1;
      stage.look();
      return released;
    }),
  ]);
  await stage.until(() => starts === 1);
  await pause(WRITTEN_MS);
  const back = new Promise<void>((resolve) => void stage.broker.watchStatus((connected) => connected && resolve()));
  await nats().kill();
  await nats().start();
  await back;
  // Either this or the worker, which would let it go, would get it now.
  expect((await consumer.next({ expires: 1_500 }))?.subject).toBeUndefined();
  release();
  await stage.reached(id, 'succeeded');
  expect((await consumer.info()).delivered.consumer_seq).toBe(2);
  expect(starts).toBe(1);
});
