import { afterEach, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload, useInstallation } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { JobClient } from '../client/job-client.js';
import { Limiter } from '../limiter/limiter.js';
import { BucketWriter } from '../registry/bucket-writer.js';
import { handleInThread } from '../threads/handle-in-thread.js';
import { handle } from '../worker/handler.js';
import { Worker } from '../worker/worker.js';
import { Broker } from './broker.js';
import { workloadPermissions } from './permissions.js';
import { applyTopology } from './topology.js';

/** This process belongs to the installation `acme`. */
const prefix = 'acme';
useInstallation(prefix);

const TEAM = { user: 'team', pass: 'team' };
const nats = natsForTest({
  extraConfig: `authorization: { users: [
    { user: admin, password: admin },
    ${JSON.stringify({ user: TEAM.user, password: TEAM.pass, permissions: workloadPermissions('team') })}
  ] }`,
});
const cleanUps: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const greet = defineJob({
  type: 'team.greet-someone',
  summary: 'Greets.',
  queue: 'work',
  input: z.object({ text: z.string() }),
  output: z.object({ length: z.int() }),
  largeInput: true,
  concurrency: [{ name: 'one-at-a-time', limit: 1 }],
});
const compute = defineJob({
  type: 'team.compute-something',
  summary: 'Computes.',
  queue: 'computing',
  input: z.object({ act: z.string() }),
  isolation: 'thread',
});
const workload = defineWorkload({
  name: 'team',
  summary: 'For this test.',
  contracts: [compute, greet],
  queues: { work: { service: 'external' }, computing: { service: 'external' } },
});

/** Streams, the scheduler service's part, and a client and a worker with the rights of their team. */
async function setup() {
  const servers = nats().url;
  const admin = await Broker.connect({ servers, name: 'admin', user: 'admin', pass: 'admin', prefix });
  cleanUps.push(() => admin.close());
  await applyTopology(admin, [workload]);
  const writer = new BucketWriter({ broker: admin, everyMs: 20 });
  const limiter = new Limiter({ broker: admin });
  for (const loop of [writer, limiter]) {
    loop.start();
    cleanUps.push(() => loop.stop());
  }
  const refused: unknown[] = [];
  const login = { ...TEAM, servers, workload: 'team', prefix };
  const client = await JobClient.connect(login);
  cleanUps.push(() => client.close());
  void (async () => {
    for await (const status of client.broker.connection.status()) if (status.type === 'error') refused.push(status);
  })();
  const worker = new Worker({
    connection: { ...login, name: 'worker' },
    workload,
    queues: [{ name: 'work' }, { name: 'computing', slots: 1 }],
    handlers: [
      handle(greet, ({ text }) => ({ length: text.length })),
      handleInThread(compute, new URL('../stage/act.thread.js', import.meta.url)),
    ],
  });
  worker.on('warning', (message, error) => refused.push(message, error));
  await worker.start();
  cleanUps.push(() => worker.stop({ graceMs: 0 }));
  return { client, refused };
}

describe('in an installation with a prefix', () => {
  it('a team has the rights that it needs', async () => {
    const { client, refused } = await setup();
    const text = 'x'.repeat(1_500_000);
    const jobs = await client.enqueueMany(greet, [{ text: 'a' }, { text }], { watch: true });
    expect(await Promise.all(jobs.map((job) => client.result(job)))).toEqual([{ length: 1 }, { length: text.length }]);
    expect(refused).toEqual([]);
  });

  it('a team has no rights to its namesake of another one', async () => {
    const { client } = await setup();
    const { connection } = client.broker;
    const plain = workloadPermissions('team').publish.filter((subject) => /^acme\.|acme_/.test(subject));
    expect(plain).toEqual(workloadPermissions('team').publish);
    for (const other of ['', 'other.']) {
      const refusal = (async () => {
        for await (const status of connection.status()) if (status.type === 'error') return String(status.error);
        return undefined;
      })();
      connection.publish(`${other}jobs.team.ready.work.normal.greet-someone.-.x`, '{}');
      expect(await refusal).toMatch(/Permissions Violation for Publish/);
    }
  });

  it('threads of handlers belong to it, too', async () => {
    const { client } = await setup();
    const job = await client.enqueue(compute, { act: 'identify' }, { watch: true });
    expect(await client.result(job)).toMatchObject({ prefix });
  });
});
