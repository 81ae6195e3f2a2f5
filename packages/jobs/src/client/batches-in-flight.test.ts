import { afterEach, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import { z } from 'zod';
import { jobSubject, NATS_HEADERS } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeStages, Stage } from '../stage/stage.js';

/** How many batches one stream takes at once. */
const MOST = 50;

const nats = natsForTest();
afterEach(closeStages);

it('many jobs wait for a place among the batches in flight', async () => {
  const stage = new Stage(nats().url);
  const plain = stage.job('plain-job', { input: z.object({ n: z.int() }) });
  await stage.begin();
  const { connection } = stage.broker;
  const part = (batch: number, ...more: [string, string][]) => {
    const all = headers();
    all.set(NATS_HEADERS.batchId, `batch-${batch}`);
    all.set(NATS_HEADERS.batchSequence, String(1 + more.length));
    for (const [name, value] of more) all.set(name, value);
    const id = `01a201c0-3f81-7000-8000-0000000${more.length}${String(batch).padStart(4, '0')}`;
    const address = { workload: stage.name, queue: 'work', priority: 'normal', name: 'other', key: '-', id } as const;
    return [jobSubject({ ...address, place: 'ready' }), '{}', { headers: all }] as const;
  };
  for (let batch = 0; batch < MOST; batch += 1) connection.publish(...part(batch));
  await connection.flush();

  let isStored = false;
  const stored = stage.client.enqueueMany(plain, [{ n: 1 }, { n: 2 }]).then((jobs) => {
    isStored = true;
    return jobs;
  });
  // A round trip to the same stream: the refusal of the jobs' batch was on the way before it.
  await stage.broker.manager.streams.info(`JOBS_${stage.name}`);
  await connection.flush();
  expect(isStored).toBe(false);
  const [subject, body, options] = part(0, [NATS_HEADERS.batchCommit, '1']);
  await connection.request(subject, body, { ...options, timeout: 5_000 });
  expect(await stored).toHaveLength(2);
});
