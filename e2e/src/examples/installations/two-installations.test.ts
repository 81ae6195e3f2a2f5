import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, handle, JobClient, Worker } from '@kickoff/jobs';
import { z } from 'zod';

const PASSWORDS = { staging: 'swallow', production: 'pelican' };
type Installation = keyof typeof PASSWORDS;

const extraConfig = readFileSync(new URL('../../../src/examples/installations/nats.conf', import.meta.url), 'utf8')
  .replace('$STAGING_PASSWORD', PASSWORDS.staging)
  .replace('$PRODUCTION_PASSWORD', PASSWORDS.production);

const greet = defineJob({
  type: 'greetings.greet-someone',
  summary: 'Greets.',
  queue: 'work',
  input: z.object({ name: z.string() }),
  attempts: 1,
  unique: { by: ({ name }) => name },
});
const workload = defineWorkload({
  name: 'greetings',
  summary: 'The same in every installation.',
  contracts: [greet],
  queues: { work: { service: 'external' } },
});

describe('two installations on one NATS server, each with an account', () => {
  const nats = natsForTest({ extraConfig });
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  /** A whole installation; notes everything that moves on its subjects. */
  async function install(name: Installation) {
    const connection = { servers: nats().url, name, user: name, pass: PASSWORDS[name] };
    const broker = await Broker.connect(connection);
    cleanUps.push(() => broker.close());
    await applyTopology(broker, [workload]);
    const seen: string[] = [];
    broker.connection.subscribe('>', { callback: (_, { subject }) => void seen.push(subject) });
    const writer = new BucketWriter({ broker });
    writer.start();
    cleanUps.push(() => writer.stop());
    await broker.connection.flush();
    const jobs = new JobClient(broker);
    const work = async (run: (name: string) => void) => {
      const handlers = [handle(greet, (input) => run(input.name))];
      const worker = new Worker({ connection, workload, queues: [{ name: 'work' }], handlers });
      await worker.start();
      cleanUps.push(() => worker.stop({ graceMs: 0 }));
      return worker;
    };
    const stored = async (stream: string) => (await broker.manager.streams.info(stream)).state.messages;
    return { broker, jobs, seen, work, stored };
  }

  it('see nothing of one another: jobs, unique keys, events, dead letters, registry', async () => {
    const staging = await install('staging');
    const production = await install('production');
    const before = production.seen.length;

    await staging.jobs.enqueue(greet, { name: 'Ada' });
    const failing = await staging.work(() => {
      throw new Error('on purpose');
    });
    await new Promise<void>((resolve) => failing.once('dead', () => resolve()));
    await failing.stop({ graceMs: 0 });
    expect(await staging.stored('DEAD')).toBe(1);
    expect(await staging.stored('EVENTS')).toBeGreaterThan(0);

    await production.broker.connection.flush();
    expect(production.seen.slice(before).filter((subject) => !subject.startsWith('_INBOX.'))).toEqual([]);
    for (const stream of ['JOBS_greetings', 'EVENTS', 'DEAD', 'KV_registry', 'KV_workers'])
      expect([stream, await production.stored(stream)]).toEqual([stream, 0]);
  });

  it('run their own jobs only, also of one key at once', async () => {
    const staging = await install('staging');
    const production = await install('production');
    const first = await staging.jobs.enqueue(greet, { name: 'Grace' });
    const second = await production.jobs.enqueue(greet, { name: 'Grace' });
    expect([first.duplicate, second.duplicate]).toEqual([false, false]);
    await new Promise<void>((resolve) => void production.work(() => resolve()));
    expect(await staging.stored('JOBS_greetings')).toBe(1);
  });
});
