import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import type { DeadLetter } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker, defineJob, JobClient, jobsStreamConfig, type OutboxMessage } from '@kickoff/jobs';
import { z } from 'zod';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { TypeOrmTransactions } from '../transactions/typeorm-transactions.js';
import { OutboxRelay } from './outbox-relay.js';
import { storeMessages } from './store-messages.js';

const WORKER = fileURLToPath(new URL('../testing/store-then-hang.js', import.meta.url));

/** Inserting into this table makes the commit take longer than a relay's first look after a hint. */
const SLOW_COMMIT_SQL = `
CREATE TABLE slow (id int);
CREATE FUNCTION sleep_at_commit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.08); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION sleep_at_commit()`;

describe('the outbox', () => {
  const database = platformDatabase();
  const nats = natsForTest();
  const connections: NatsConnection[] = [];
  const relays: OutboxRelay[] = [];
  let manager: JetStreamManager;

  let administrator: NatsConnection;

  beforeAll(async () => {
    administrator = await connect({ servers: nats().url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    manager = await jetstreamManager(administrator);
    await manager.streams.add({ name: 'DEAD', subjects: ['dead.>'] });
    await manager.streams.add({ name: 'BROADCAST', subjects: ['broadcast.>'] });
    await manager.streams.add({ name: 'JOBS_live-scores', subjects: ['jobs.live-scores.>'], allow_direct: true });
    await database.dataSource.query('CREATE TABLE matches (job_id text)');
  });

  afterAll(() => administrator.close());

  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
    await database.dataSource.query('DELETE FROM kickoff.outbox');
    await manager.streams.purge('BROADCAST');
    await manager.streams.purge('JOBS_live-scores');
  });

  async function setup() {
    const connection = await connect({ servers: nats().url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    connections.push(connection);
    const relay = new OutboxRelay({
      dataSource: database.dataSource,
      connection,
      databaseUrl: database.url,
      pollMs: 60_000,
    });
    relays.push(relay);
    return { connection, relay, transactions: new TypeOrmTransactions(database.dataSource, connection) };
  }

  function broadcast(id: string, channel = 'live-scores.football'): OutboxMessage {
    return { subject: `broadcast.${channel}`, headers: { 'Nats-Msg-Id': id }, body: JSON.stringify({ id }) };
  }

  async function stored(stream: string): Promise<string[]> {
    const { state } = await manager.streams.info(stream);
    const bodies: string[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
      const message = await manager.streams.getMessage(stream, { seq });
      if (message) bodies.push(message.string());
    }
    return bodies;
  }

  async function outboxSize(): Promise<number> {
    const [{ count }]: [{ count: number }] = await database.dataSource.query(
      'SELECT count(*)::int FROM kickoff.outbox',
    );
    return count;
  }

  it('publishes what a transaction stored within 50 ms of its commit', async () => {
    const { relay } = await setup();
    const listening = once(relay.signals, 'ran');
    relay.start();
    await listening;
    await store([broadcast('warm')]);
    await ranWith(relay, 1);
    const latencies: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const ran = ranWith(relay, 1);
      await store([broadcast(`latency-${index}`)]);
      const committedAt = performance.now();
      await ran;
      latencies.push(performance.now() - committedAt);
    }
    latencies.sort((a, b) => a - b);
    const report = { p50: latencies[49]!, p99: latencies[98]! };
    process.stdout.write(
      `outbox: commit to broker answer p50 ${report.p50.toFixed(1)} ms, p99 ${report.p99.toFixed(1)} ms\n`,
    );
    expect(report.p50).toBeLessThan(50);
    expect(await stored('BROADCAST')).toHaveLength(101);
  });

  it('keeps what no broker would take as a dead letter, and publishes what is behind it', async () => {
    const { connection } = await setup();
    const complaints: unknown[] = [];
    const relay = new OutboxRelay({
      dataSource: database.dataSource,
      connection,
      databaseUrl: database.url,
      onError: (error) => complaints.push(error),
    });
    const bad = [
      { ...broadcast('bad-header'), headers: { 'Nats-Msg-Id': 'two\nlines' } },
      { ...broadcast('bad-subject'), subject: 'broadcast. live-scores.football' },
    ];
    for (const message of bad) {
      await store([message, broadcast(`behind-${complaints.length}`)]);
      for (let turn = 0; turn < 2; turn += 1) await relay.runOnce();
    }
    expect(await stored('BROADCAST')).toEqual([0, 1].map((number) => JSON.stringify({ id: `behind-${number}` })));
    expect(await outboxSize()).toBe(0);
    const letters = (await stored('DEAD')).map((letter) => JSON.parse(letter) as DeadLetter);
    expect(letters).toMatchObject([
      {
        error: {
          code: 'MESSAGE_INVALID',
          message: expect.stringMatching(/cannot leave the outbox: .*must be one line/),
        },
      },
      { error: { code: 'MESSAGE_INVALID', message: expect.stringMatching(/cannot leave the outbox: .*subject/) } },
    ]);
    expect(complaints).toMatchObject(letters.map(({ error: { message } }) => ({ message })));
  });

  it('publishes nothing of a transaction that rolls back', async () => {
    const { relay } = await setup();
    await expect(
      database.dataSource.transaction(async (entityManager) => {
        await storeMessages(entityManager, [broadcast('never')]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await relay.runOnce()).toMatchObject({ published: 0 });
  });

  it('publishes each message once and each line in order while several relays compete', async () => {
    const competing = await Promise.all([setup(), setup(), setup()]);
    const channels = ['live-scores.a', 'live-scores.b', 'live-scores.c', 'live-scores.d'];
    for (let turn = 0; turn < 25; turn += 1) {
      await store(channels.map((channel) => broadcast(`${channel}/${String(turn).padStart(3, '0')}`, channel)));
    }
    while ((await outboxSize()) > 0) await Promise.all(competing.map(({ relay }) => relay.runOnce()));
    const ids = (await stored('BROADCAST')).map((body) => (JSON.parse(body) as { id: string }).id);
    expect(ids).toHaveLength(100);
    for (const channel of channels) {
      const ofChannel = ids.filter((id) => id.startsWith(`${channel}/`));
      expect(ofChannel).toEqual(ofChannel.toSorted());
    }
  });

  it('obeys the rules of unique jobs that are more than a publish', async () => {
    const { relay } = await setup();
    const broker = await Broker.connect({ servers: nats().url, name: 'producer' });
    const client = new JobClient(broker);
    await manager.streams.add(jobsStreamConfig('shop'));
    await manager.streams.add({ name: 'EVENTS', subjects: ['events.>'] });
    const terms = { summary: 'for tests', queue: 'work', input: z.object({ n: z.int() }) };
    const debounced = defineJob({ ...terms, type: 'shop.settle-down', unique: { by: () => 1, debounce: '1h' } });
    const throttled = defineJob({ ...terms, type: 'shop.slow-down', unique: { by: () => 1, for: '1h' } });
    for (const n of [1, 2]) {
      await store([await client.message(debounced, { n }, {}), await client.message(throttled, { n }, {})]);
      const { storedAt: _, ...counts } = await relay.runOnce();
      const none = { published: 0, repeated: 0, refused: 0, invalid: 0, waiting: 0 };
      expect(counts).toEqual(n === 1 ? { ...none, published: 2 } : { ...none, refused: 2 });
    }
    await broker.close();
    const waiting = (await stored('JOBS_shop'))
      .filter((body) => body.startsWith('{'))
      .map((body) => (JSON.parse(body) as { input: { n: number } }).input.n);
    // Of the first the last input, of the second the first one, beside its lock.
    expect(waiting.toSorted((a, b) => a - b)).toEqual([1, 2]);
    const { state } = await manager.streams.info('JOBS_shop');
    expect(state.messages).toBe(3);
  });

  it('counts a message that was published before as repeated, and a double of an unfinished job as refused', async () => {
    const { relay, connection } = await setup();
    await connection.request('broadcast.live-scores.football', JSON.stringify({ id: 'seen' }), {
      headers: headersOf({ 'Nats-Msg-Id': 'seen' }),
      timeout: 5_000,
    });
    const job = (id: string): OutboxMessage => ({
      subject: `jobs.live-scores.ready.polling.high.poll-live-matches.00112233aabbccdd.${id}`,
      headers: {
        'Nats-Msg-Id': `${id}.1`,
        'Nats-Expected-Last-Subject-Sequence': '0',
        'Nats-Expected-Last-Subject-Sequence-Subject': 'jobs.live-scores.*.*.*.poll-live-matches.00112233aabbccdd.>',
      },
      body: '{}',
    });
    await store([broadcast('seen'), job(idAt('first', Date.now())), job(idAt('second', Date.now()))]);
    expect(await relay.runOnce()).toMatchObject({ published: 1, repeated: 1, refused: 1, waiting: 0 });
    expect(await outboxSize()).toBe(0);
    expect(await stored('JOBS_live-scores')).toHaveLength(1);
  });

  it('keeps messages while the broker is away and publishes them when it is back', async () => {
    const { relay } = await setup();
    await nats().kill();
    await store([broadcast('patient')]);
    const waiting = new Promise<void>((resolve) => {
      relay.signals.on('ran', (counts) => counts.waiting > 0 && resolve());
    });
    relay.start();
    await waiting;
    expect(await outboxSize()).toBe(1);
    const published = ranWith(relay, 1);
    await nats().start();
    await published;
    expect(await outboxSize()).toBe(0);
    expect(await stored('BROADCAST')).toEqual([JSON.stringify({ id: 'patient' })]);
  });

  it('resolves relay(jobId) when the broker has everything, also what stood before it in its lines', async () => {
    const { transactions } = await setup();
    await store([broadcast('earlier'), broadcast('elsewhere', 'live-scores.other')]);
    await transactions.once({ id: idAt('relayed', Date.now()), type: 'live-scores.process-match' }, (entityManager) =>
      transactions.store(entityManager, [broadcast('mine')], 'mine'),
    );
    await transactions.relay('mine');
    expect(await stored('BROADCAST')).toEqual([JSON.stringify({ id: 'earlier' }), JSON.stringify({ id: 'mine' })]);
    expect(await outboxSize()).toBe(1);
  });

  it('publishes what a job stored in the order of its lines, and clears it away, without a relay', async () => {
    const { transactions } = await setup();
    const id = idAt('direct', Date.now());
    await transactions.once({ id, type: 'live-scores.process-match' }, async (entityManager) => {
      await transactions.store(entityManager, [broadcast('first')], id);
      await transactions.store(entityManager, [broadcast('second'), broadcast('third')], id);
    });
    expect(await outboxSize()).toBe(3);
    await transactions.relay(id);
    expect(await stored('BROADCAST')).toEqual(['first', 'second', 'third'].map((name) => JSON.stringify({ id: name })));
    await transactions.settled();
    expect(await outboxSize()).toBe(0);
  });

  it('lets what stands before a job in its lines go first', async () => {
    const { transactions } = await setup();
    const id = idAt('behind', Date.now());
    await store([broadcast('before')]);
    await transactions.once({ id, type: 'live-scores.process-match' }, (entityManager) =>
      transactions.store(entityManager, [broadcast('behind')], id),
    );
    await transactions.relay(id);
    expect(await stored('BROADCAST')).toEqual(['before', 'behind'].map((name) => JSON.stringify({ id: name })));
    expect(await outboxSize()).toBe(0);
  });

  it('publishes by a relay, told by a hint, what a worker committed and did not live to publish', async () => {
    const { relay, transactions } = await setup();
    const listening = once(relay.signals, 'ran');
    relay.start();
    await listening;
    const published = ranWith(relay, 1);
    const id = idAt('unpublished', Date.now());
    await transactions.once({ id, type: 'live-scores.process-match' }, (entityManager) =>
      transactions.store(entityManager, [broadcast('left')], id),
    );
    await published;
    expect(await stored('BROADCAST')).toEqual([JSON.stringify({ id: 'left' })]);
    // The worker lives after all: what it repeats is dropped.
    await transactions.relay(id);
    expect(await stored('BROADCAST')).toHaveLength(1);
  });

  it('publishes within a second what a process committed before it was killed, without polling', async () => {
    const { relay } = await setup();
    await listeningStart(relay);
    const published = ranWith(relay, 1).then(() => performance.now());
    const id = idAt('killed after commit', Date.now());
    const committedAt = await killed(id, 'broadcast.live-scores.killed', 'after');
    expect((await published) - committedAt).toBeLessThan(1_000);
    expect(await matchesOf(id)).toBe(1);
    expect(await stored('BROADCAST')).toHaveLength(1);
    expect(await outboxSize()).toBe(0);
  });

  it('looks once more for a commit that is slower than its hint', async () => {
    const { relay, transactions } = await setup();
    await database.dataSource.query(SLOW_COMMIT_SQL);
    await listeningStart(relay);
    const published = ranWith(relay, 1);
    const id = idAt('slow commit', Date.now());
    await transactions.once({ id, type: 'live-scores.process-match' }, async (entityManager) => {
      await entityManager.query('INSERT INTO slow DEFAULT VALUES');
      await transactions.store(entityManager, [broadcast('slow')], id);
    });
    await published;
    expect(await stored('BROADCAST')).toEqual([JSON.stringify({ id: 'slow' })]);
  });

  it('keeps neither row nor message of a process that was killed before its commit', async () => {
    const { relay } = await setup();
    const id = idAt('killed before commit', Date.now());
    await killed(id, 'broadcast.live-scores.killed', 'before');
    expect(await matchesOf(id)).toBe(0);
    expect(await relay.runOnce()).toMatchObject({ published: 0 });
    const again = new TypeOrmTransactions(database.dataSource);
    await expect(again.once({ id, type: 'live-scores.process-match' }, async () => 'ran')).resolves.toBe('ran');
  });

  async function store(messages: readonly OutboxMessage[]): Promise<void> {
    await database.dataSource.transaction((entityManager) => storeMessages(entityManager, messages));
  }

  async function matchesOf(id: string): Promise<number> {
    const [{ count }]: [{ count: number }] = await database.dataSource.query(
      'SELECT count(*)::int FROM matches WHERE job_id = $1',
      [id],
    );
    return count;
  }

  /** Resolves with the time at which it hung. */
  async function killed(...[id, subject, moment]: [string, string, 'before' | 'after']): Promise<number> {
    const child: ChildProcess = spawn(process.execPath, [WORKER, database.url, nats().url, id, subject, moment], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    await once(child.stdout!, 'data');
    const hungAt = performance.now();
    child.kill('SIGKILL');
    await exited;
    return hungAt;
  }
});

/** Starts it and waits until it has looked for the last time that no hint asks for: once it listens. */
async function listeningStart(relay: OutboxRelay): Promise<void> {
  let turns = 0;
  const twice = new Promise<void>((resolve) => {
    relay.signals.on('ran', () => (turns += 1) === 2 && resolve());
  });
  relay.start();
  await twice;
}

function ranWith(relay: OutboxRelay, published: number): Promise<void> {
  return new Promise((resolve) => {
    const listener = (counts: { published: number }) => {
      if (counts.published < published) return;
      relay.signals.off('ran', listener);
      resolve();
    };
    relay.signals.on('ran', listener);
  });
}

function headersOf(values: Record<string, string>): MsgHdrs {
  const built = headers();
  for (const name in values) built.set(name, values[name]!);
  return built;
}
