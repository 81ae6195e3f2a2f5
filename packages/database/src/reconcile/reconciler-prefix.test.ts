import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, defineWorkload, jobsStream, useInstallation } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { Intake } from '../recorder/intake.js';
import { Recorder } from '../recorder/recorder.js';
import { platformDatabase } from '../testing/platform-database.js';
import { Reconciler } from './reconciler.js';

/** This process belongs to the installation `acme`. */
useInstallation('acme');

const database = platformDatabase();
// Before the server's own hook: a connection cannot be drained once its server is gone.
afterAll(() => broker.close());
const nats = natsForTest();
let broker: Broker;
beforeAll(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
});

const step = defineJob({ type: 'steps.do-step', summary: 'For tests.', queue: 'work', input: z.object({}) });
const workload = defineWorkload({
  name: 'steps',
  summary: 'For tests.',
  contracts: [step],
  queues: { work: { service: 'external' } },
});

it('an installation with a prefix finds its jobs in its own streams, and loses those that are gone there', async () => {
  await applyTopology(broker, [workload]);
  const { dataSource } = database;
  const recorder = new Recorder({ dataSource, connection: broker.connection, gatherMs: 1 });
  const reconciler = new Reconciler({ broker, dataSource, settleMs: 0 });
  await new JobClient(broker).enqueue(step, {});
  await new Intake({ dataSource, connection: broker.connection }).runOnce();
  await recorder.runOnce();
  for (let turn = 0; turn < 2; turn += 1)
    expect(await reconciler.runOnce()).toEqual({ compared: 1, missing: 0, marked: 0, enqueued: 0 });
  expect(jobsStream('steps')).toBe('acme_JOBS_steps');
  await broker.manager.streams.purge(jobsStream('steps'));
  expect(await reconciler.runOnce()).toMatchObject({ missing: 1 });
  expect(await reconciler.runOnce()).toMatchObject({ marked: 1 });
  await recorder.runOnce();
  expect(await dataSource.query('SELECT state FROM kickoff.jobs')).toEqual([{ state: 'dead' }]);
  await recorder.stop();
});
