import { once } from 'node:events';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { defineJob, defineWorkload, jobsStream, outboxHintSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { JobClient } from '../client/job-client.js';
import { commandWorker } from '../command/command-worker.js';
import { knownWorkers, type KnownWorker } from '../inspect/known-workers.js';
import { BucketWriter } from '../registry/bucket-writer.js';
import { handle } from '../worker/handler.js';
import { Worker } from '../worker/worker.js';
import { Broker } from './broker.js';
import { workloadPermissions } from './permissions.js';
import { applyTopology } from './topology.js';

const user = (name: string) => JSON.stringify({ user: name, password: name, permissions: workloadPermissions(name) });
const nats = natsForTest({
  extraConfig: `authorization: { users: [ { user: admin, password: admin }, ${user('team-a')}, ${user('team-b')} ] }`,
});
const cleanUps: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const Input = z.object({ secret: z.string() });
const teamOf = (name: string) => {
  const greet = defineJob({
    type: `${name}.greet-them`,
    summary: 'greets',
    queue: 'work',
    input: Input,
    largeInput: true,
    attempts: 2,
    backoff: () => 250,
  });
  const contracts = [greet];
  const channels = [{ pattern: ':who', visibility: 'public' as const }];
  return {
    greet,
    workload: defineWorkload({ name, summary: name, contracts, channels, queues: { work: { service: 'external' } } }),
  };
};
const teamA = teamOf('team-a');
const teamB = teamOf('team-b');

async function as(name: string): Promise<Broker> {
  const workload = name === 'admin' ? undefined : name;
  const broker = await Broker.connect({ servers: nats().url, name, user: name, pass: name, workload });
  cleanUps.push(() => broker.close());
  return broker;
}

beforeAll(async () => {
  const admin = await Broker.connect({ servers: nats().url, name: 'admin', user: 'admin', pass: 'admin' });
  await applyTopology(admin, [teamA.workload, teamB.workload]);
  await admin.close();
});

describe('a user with the rights of its own workload', () => {
  it('may tell outbox relays of a commit', async () => {
    const [admin, worker] = await Promise.all([as('admin'), as('team-a')]);
    const told = new Promise((resolve) => {
      admin.connection.subscribe(outboxHintSubject(), { callback: resolve, max: 1, timeout: 2_000 });
    });
    await admin.connection.flush();
    worker.connection.publish(outboxHintSubject());
    expect(await told).toBeNull();
  });

  it('runs a worker and a client with everything they do', async () => {
    const admin = await as('admin');
    const writer = new BucketWriter({ broker: admin, everyMs: 20 });
    writer.start();
    cleanUps.push(() => writer.stop());
    const login = { servers: nats().url, user: 'team-a', pass: 'team-a', workload: 'team-a' };
    const refused: unknown[] = [];
    const client = await JobClient.connect(login);
    cleanUps.push(() => client.close());
    void (async () => {
      for await (const status of client.broker.connection.status()) if (status.type === 'error') refused.push(status);
    })();
    const runs: number[] = [];
    let signal = (): void => {};
    const ran = new Promise<void>((resolve) => (signal = resolve));
    const worker = new Worker({
      connection: { ...login, name: 'worker-a' },
      workload: teamA.workload,
      queues: [{ name: 'work' }],
      name: 'worker-a',
      handlers: [
        handle(teamA.greet, async ({ secret }, job) => {
          runs.push(job.attempt);
          await job.addToBatch([teamA.greet.with({ secret: 'more' })]).catch(() => {});
          await job.broadcast('team-a/everybody', 'greeting', { secret: secret.slice(0, 10) });
          if (secret === 'dies') throw new Error('as asked');
          if (job.attempt === 1) throw new Error('once');
          await job.enqueue(teamA.greet, { secret: 'dies' });
          signal();
        }),
      ],
    });
    const finished = new Map<string, string>();
    const dead = new Promise<void>((resolve) =>
      worker.on('finished', ({ id, state }) => {
        finished.set(id, state);
        if (state === 'dead') resolve();
      }),
    );
    worker.on('warning', (message, error) => refused.push(message, error));
    await worker.start();
    cleanUps.push(() => worker.stop());
    const job = await client.enqueue(teamA.greet, { secret: 'x' }, { watch: true });
    const result = client.result(job);
    const later = await client.enqueueMany(teamA.greet, [{ secret: 'y' }, { secret: 'z' }], { delay: '1h' });
    expect(await client.cancel(later[0]!)).toBe('cancelled');
    await client.runNow(later[1]!);
    const large = await client.enqueue(teamA.greet, { secret: 'x'.repeat(1_500_000) });
    await result;
    await ran;
    await dead;
    expect(finished.get(job.id)).toBe('succeeded');
    while (finished.get(large.id) !== 'succeeded') await once(worker, 'finished');
    const [{ startedAt }] = (await knownWorkers(admin, 'team-a')) as [KnownWorker];
    const place = { workload: 'team-a', token: 'worker-a', startedAt };
    expect(await commandWorker(admin, place, { name: 'pause', reason: 'test', by: 'ada' })).toBe('paused');
    expect(refused).toEqual([]);
    const letters = await admin.manager.streams.info('DEAD', { subjects_filter: 'dead.team-a.>' });
    expect(Object.keys(letters.state.subjects ?? {}).length).toBeGreaterThan(0);
  });

  it('cannot forge, read, cancel or empty the jobs of another', async () => {
    const victim = new JobClient(await as('team-b'));
    const job = await victim.enqueue(teamB.greet, { secret: 'of team b' }, { delay: '1h' });
    const ready = job.subject.replace('.later.', '.ready.');
    const attacker = await as('team-a');
    const admin = await as('admin');
    admin.connection.subscribe('notify.team-b.*', { callback: (_, message) => void message.respond('{}') });
    await admin.connection.flush();
    const own = `jobs.team-a.later.work.normal.greet-them.-.${job.id}`;
    const stream = jobsStream('team-b');
    const attempts: [what: string, subject: string, body: string, headers?: Record<string, string>][] = [
      ['publish a job', ready, '{}'],
      ['tell a worker', 'commands.team-b.to.worker-b.1', '{}'],
      ['answer for a worker', 'commands.team-b.answer.x', '{}'],
      ['forge by schedule', own, '{}', { 'Nats-Schedule': '@at 2020-01-01T00:00:00Z', 'Nats-Schedule-Target': ready }],
      [
        'copy by schedule',
        own,
        '',
        {
          'Nats-Schedule': '@at 2020-01-01T00:00:00Z',
          'Nats-Schedule-Target': own.replace('later', 'ready'),
          'Nats-Schedule-Source': job.subject,
        },
      ],
      ['get at the leader', `$JS.API.STREAM.MSG.GET.${stream}`, JSON.stringify({ last_by_subj: job.subject })],
      ['get directly', `$JS.API.DIRECT.GET.${stream}`, JSON.stringify({ last_by_subj: job.subject })],
      ['delete', `$JS.API.STREAM.MSG.DELETE.${stream}`, JSON.stringify({ seq: 1 })],
      ['purge', `$JS.API.STREAM.PURGE.${stream}`, ''],
      ['delete the stream', `$JS.API.STREAM.DELETE.${stream}`, ''],
      ['see its subjects', `$JS.API.STREAM.INFO.${stream}`, JSON.stringify({ subjects_filter: '>' })],
      [
        'make a consumer',
        `$JS.API.CONSUMER.CREATE.${stream}.spy`,
        JSON.stringify({ stream_name: stream, config: { ack_policy: 'explicit' } }),
      ],
      ['pull', `$JS.API.CONSUMER.MSG.NEXT.${stream}.work_normal`, '1'],
      ['write its event', 'events.team-b.greet-them.job', '[]'],
      ['write its dead letter', `dead.team-b.work.greet-them.${job.id}`, '{}'],
      ['tell its subscribers', 'broadcast.team-b.everybody', '{}'],
      ['write a cancellation', `$KV.control.cancel.team-b.${job.id}`, '{}'],
      ['announce for it', 'announce.team-b.cancel', JSON.stringify({ id: job.id, reason: 'no' })],
      ['roll up shared events', 'events.team-a.greet-them.job', '[]', { 'Nats-Rollup': 'all' }],
      ['start a flow of its jobs', 'flows.start.team-b.1.1', '{}'],
      ['start a flow of anybody’s jobs', 'flows.start._.1.1', '{}'],
      ['roll up started flows', 'flows.start.team-a.1.1', '{}', { 'Nats-Rollup': 'all' }],
      ['read its results', `parents.team-b.${job.id}`, '{}'],
      ['tell who waits for its job', `notify.team-b.${job.id}`, '{}'],
      ['purge shared events', '$JS.API.STREAM.PURGE.EVENTS', ''],
    ];
    const succeeded: string[] = [];
    for (const [what, subject, body, values] of attempts) {
      const headers = natsHeaders();
      for (const [name, value] of Object.entries(values ?? {})) headers.set(name, value);
      const reply = await attacker.connection
        .request(subject, body, { headers, timeout: 300 })
        .then((message) => message.json<{ error?: unknown }>())
        .catch(() => undefined);
      if (reply && !reply.error) succeeded.push(what);
    }
    // All of its own stream, by a roll-up: still nothing of the other's.
    const rollup = natsHeaders();
    rollup.set('Nats-Rollup', 'all');
    await attacker.connection.request('jobs.team-a.ready.work.normal.greet-them.-.x', '{}', {
      headers: rollup,
      timeout: 2_000,
    });
    for (const subject of [
      '_INBOX.>',
      '_INBOX.team-b.>',
      'jobs.team-b.>',
      'events.team-b.>',
      'notify.team-b.*',
      'notify.>',
    ]) {
      const listening = new Promise<string>((resolve) => {
        const listener = attacker.connection.subscribe(subject, {
          callback: (error) => resolve(error ? 'refused' : subject),
        });
        void listener.closed.then(() => resolve('refused'));
      });
      await attacker.connection.flush();
      expect(await listening).toBe('refused');
    }
    expect(succeeded).toEqual([]);
    const { state } = await admin.manager.streams.info(stream, { subjects_filter: '>' });
    expect(state.subjects).toEqual({ [job.subject]: 1 });
  });

  it('is not obeyed when it asks, in its own name, for the end of another team’s job', async () => {
    const admin = await as('admin');
    const writer = new BucketWriter({ broker: admin, everyMs: 20 });
    writer.start();
    cleanUps.push(() => writer.stop());
    const reasons: unknown[] = [];
    const worker = new Worker({
      connection: { servers: nats().url, user: 'team-b', pass: 'team-b', name: 'worker-b' },
      workload: teamB.workload,
      queues: [{ name: 'work' }],
      handlers: [handle(teamB.greet, () => {})],
    });
    const attacker = await as('team-a');
    const victim = new JobClient(await as('team-b'));
    const job = await victim.enqueue(teamB.greet, { secret: 'mine' });
    await attacker.connection.request('announce.team-a.cancel', JSON.stringify({ id: job.id, reason: 'theirs' }));
    const finished = new Promise((resolve) =>
      worker.on('finished', ({ id, state }) => id === job.id && resolve(state)),
    );
    worker.on('warning', (message) => reasons.push(message));
    await worker.start();
    cleanUps.push(() => worker.stop());
    expect(await finished).toBe('succeeded');
    expect(reasons).toEqual([]);
  });
});
