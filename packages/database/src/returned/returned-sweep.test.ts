import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, defineWorkload, jobsStream } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker, ensureConsumers, JobClient, jobsStreamConfig } from '@kickoff/jobs';
import { Intake } from '../recorder/intake.js';
import { platformDatabase } from '../testing/platform-database.js';
import { ReturnedSweep } from './returned-sweep.js';

const deliver = defineJob({
  type: 'letters.deliver-letter',
  summary: 'For tests.',
  queue: 'post',
  input: z.object({ to: z.string() }),
  unique: { by: ({ to }) => to },
});
const letters = defineWorkload({
  name: 'letters',
  summary: 'For tests.',
  contracts: [deliver],
  queues: { post: { service: 'external' } },
});

describe('messages that are stored although they were acknowledged', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    // Here an acknowledged message stays, as it does after a crash that forgot its deletion.
    await broker.manager.streams.add({ ...jobsStreamConfig('letters'), retention: 'limits' });
    for (const queue of letters.queues) await ensureConsumers(broker.manager, letters.name, queue);
  });

  it('go, and their keys are free, once the record says that their jobs are over', async () => {
    const client = new JobClient(broker);
    const [over, running, waiting] = [
      await client.enqueue(deliver, { to: 'Ada' }),
      await client.enqueue(deliver, { to: 'Grace' }),
      await client.enqueue(deliver, { to: 'Mary' }),
    ];
    const consumer = await broker.jetstream.consumers.get(jobsStream('letters'), 'post_normal');
    for (let taken = 0; taken < 2; taken += 1) await (await consumer.next({ expires: 5_000 }))!.ackAck();
    await new Intake({ dataSource: database.dataSource, connection: broker.connection }).runOnce();
    const end = (id: string) =>
      database.dataSource.query("UPDATE kickoff.job_states SET state = 'succeeded' WHERE id = $1", [id]);
    await end(over.id);
    // Not acknowledged: whatever the record says, it is the worker's that will receive it.
    await end(waiting.id);
    const sweep = new ReturnedSweep({ broker, dataSource: database.dataSource });
    expect(await sweep.runOnce()).toEqual({ returned: 2, deleted: 1 });
    expect(await client.enqueue(deliver, { to: 'Ada' })).toMatchObject({ duplicate: false });
    expect(await client.enqueue(deliver, { to: 'Grace' })).toMatchObject({ duplicate: true, id: running.id });
    expect(await client.enqueue(deliver, { to: 'Mary' })).toMatchObject({ duplicate: true, id: waiting.id });
    await end(running.id);
    expect(await sweep.runOnce()).toEqual({ returned: 1, deleted: 1 });
    expect(await sweep.runOnce()).toEqual({ returned: 0, deleted: 0 });
  });
});
