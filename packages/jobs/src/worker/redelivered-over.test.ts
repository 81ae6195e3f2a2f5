import { afterEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { consumerName, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

it('a redelivered job that ended while it waited for others does not run again', async () => {
  const stage = new Stage(nats().url);
  const run = stage.job('run', { input: z.object({ n: z.number() }) });
  await stage.begin();
  const jobs = await stage.client.enqueueMany(run, [{ n: 0 }, { n: 1 }]);
  // As if a worker had been lost with both.
  const stream = jobsStream(stage.name);
  const consumer = await stage.broker.jetstream.consumers.get(stream, consumerName('work', 'normal'));
  const sequences: number[] = [];
  for await (const message of await consumer.fetch({ max_messages: 2 })) {
    sequences.push(message.seq);
    message.nak();
  }

  const started: number[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const worker = await stage.worker([
    handle(run, async ({ n }) => {
      started.push(n);
      stage.look();
      await released;
    }),
  ]);
  await stage.until(() => started.length === 1);
  while ((await consumer.info()).num_ack_pending < 2);
  // Redelivered jobs run one at a time. The worker that was taken for lost ends the one that waits.
  const other = 1 - started[0]!;
  await stage.broker.manager.streams.deleteMessage(stream, sequences[other]!);
  release();
  await stage.reached(jobs[started[0]!]!.id, 'succeeded');
  await stage.empty();
  await worker.stop();
  expect(started).toHaveLength(1);
});
