import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventsStream, eventsSubject, type JobEvent } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../connection/data-source.js';
import { foldEvents } from '../record/fold-events.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { severableProxy } from '../testing/severable-proxy.js';
import { Recorder, RECORDER_CONSUMER, type RecorderOptions } from './recorder.js';

const START_MS = Date.now();
const SUBJECT = eventsSubject('live-scores', 'process-match');

describe('Recorder', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  const recorders: Recorder[] = [];
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, []);
  });

  afterEach(async () => {
    await Promise.all(recorders.splice(0).map((recorder) => recorder.stop()));
    await broker.manager.streams.purge(eventsStream());
    for (const table of ['job_states', 'job_envelopes', 'job_history']) {
      await database.dataSource.query(`DELETE FROM kickoff.${table}`);
    }
  });

  function setup(options: Partial<RecorderOptions> = {}) {
    const bad: string[] = [];
    const recorder = new Recorder({
      dataSource: database.dataSource,
      connection: broker.connection,
      onBadEvent: (error) => bad.push(error.message),
      ...options,
    });
    recorders.push(recorder);
    return { recorder, bad };
  }

  function event(number: number, more: Partial<JobEvent> = {}): JobEvent {
    return {
      id: idAt(`recorder-${number}`, START_MS),
      type: 'live-scores.process-match',
      revision: 1,
      delivery: 1,
      state: 'succeeded',
      at: Date.now(),
      queue: 'processing',
      priority: 'high',
      key: '-',
      attempt: 1,
      ...more,
    };
  }

  async function publish(body: unknown, subject = SUBJECT): Promise<void> {
    await broker.jetstream.publish(subject, typeof body === 'string' ? body : JSON.stringify(body));
  }

  async function jobs(dataSource: DataSource = database.dataSource): Promise<number> {
    const [{ count }]: [{ count: number }] = await dataSource.query('SELECT count(*)::int FROM kickoff.jobs');
    return count;
  }

  it('records arrays of events and acks them after the commit', async () => {
    const { recorder } = setup();
    await publish([event(1), event(2)]);
    await publish([event(3)]);
    expect(await recorder.runOnce()).toEqual({ messages: 2, events: 3, bad: 0 });
    expect(await jobs()).toBe(3);
    await broker.connection.flush();
    expect(await recorder.lag()).toBe(0);
  });

  it('keeps what it cannot record as dead letters, acks it, and records the rest of the same message', async () => {
    const { recorder, bad } = setup();
    await publish('not json');
    await publish({ not: 'an array' });
    await publish([event(1), { ...event(2), state: 'lost' }, event(3, { id: 'x' }), event(4)]);
    await publish([event(5, { attempt: 3_000_000_000 }), event(6, { at: 9e15 }), event(7)]);
    await publish([event(8)], eventsSubject('other-team', 'process-match'));
    const counts = await recorder.runOnce();
    expect(counts).toEqual({ messages: 5, events: 3, bad: 7 });
    expect(bad).toEqual(
      [
        'is not a JSON array of events',
        'is not a JSON array of events',
        'cannot be recorded: event 1: state: ',
        'cannot be recorded: event 2: id: is not a UUID',
        'cannot be recorded: event 0: type: live-scores.process-match does not belong on this subject',
        'cannot be recorded: event of ',
        'cannot be recorded: event of ',
      ].map((why) => expect.stringContaining(why)),
    );
    const { state } = await broker.manager.streams.info('DEAD', { subjects_filter: 'dead.*.events.process-match.*' });
    expect(Object.keys(state.subjects ?? {})).toHaveLength(7);
    const first = await broker.manager.streams.getMessage('DEAD', { seq: 1 });
    const raw = Buffer.from('not json').toString('base64');
    expect(first!.json()).toMatchObject({ subject: SUBJECT, raw, error: { code: 'MESSAGE_INVALID', message: bad[0] } });
    expect(await jobs()).toBe(3);
    await broker.connection.flush();
    expect(await recorder.lag()).toBe(0);
  });

  it('acks nothing while PostgreSQL is away, and catches up when it is back', async () => {
    const proxy = await severableProxy(database.url);
    const dataSource = await createDataSource({ url: proxy.url }).initialize();
    const { recorder } = setup({ dataSource });
    try {
      await recorder.runOnce();
      proxy.sever();
      for (let number = 0; number < 50; number += 1) await publish([event(number)]);
      const failedTwice = new Promise<void>((resolve) => {
        let failures = 0;
        recorder.signals.on('failed', () => (failures += 1) === 2 && resolve());
      });
      recorder.start();
      await failedTwice;
      expect(await recorder.lag()).toBe(50);
      const recorded = eventsRecorded(recorder, 50);
      proxy.restore();
      await recorded;
      expect(await jobs()).toBe(50);
      await broker.connection.flush();
      expect(await recorder.lag()).toBe(0);
    } finally {
      await recorder.stop();
      await dataSource.destroy();
      await proxy.close();
    }
  });

  it('reads and records on while a batch waits for PostgreSQL', async () => {
    const { recorder } = setup();
    const held = database.dataSource.createQueryRunner();
    await held.startTransaction();
    try {
      await foldEvents(held, [event(1, { state: 'running' })]);
      await publish([event(1)]);
      recorder.start();
      const waiting = async () =>
        (await database.dataSource.query<unknown[]>('SELECT FROM pg_locks WHERE NOT granted')).length > 0;
      while (!(await waiting())) await new Promise(setImmediate);
      await publish([event(2)]);
      while ((await jobs()) === 0) await new Promise(setImmediate);
      expect(await database.dataSource.query('SELECT id FROM kickoff.job_states')).toEqual([{ id: event(2).id }]);
    } finally {
      await held.commitTransaction();
      await held.release();
    }
  });

  it('shares the events between several recorders', async () => {
    const both = [setup().recorder, setup().recorder];
    for (let number = 0; number < 200; number += 1) await publish([event(number), event(number, { state: 'running' })]);
    const recorded = Promise.race([
      Promise.all(both.map((recorder) => eventsRecorded(recorder, 1))),
      eventsRecorded(both[0]!, 400),
      eventsRecorded(both[1]!, 400),
    ]);
    for (const recorder of both) recorder.start();
    await recorded;
    while ((await both[0]!.lag()) !== 0) await Promise.race(both.map(turn));
    expect(await jobs()).toBe(200);
    const states = await database.dataSource.query('SELECT DISTINCT state FROM kickoff.jobs');
    expect(states).toEqual([{ state: 'succeeded' }]);
  });

  it('goes on after the broker was killed, and makes its consumer anew when that is gone', async () => {
    const { recorder } = setup();
    recorder.start();
    await turn(recorder);
    const reconnected = reconnection(broker);
    await nats().kill();
    await nats().start();
    await reconnected;
    await broker.manager.consumers.delete(eventsStream(), RECORDER_CONSUMER);
    const recorded = eventsRecorded(recorder, 1);
    await publish([event(1)]);
    await recorded;
    expect(await jobs()).toBe(1);
  });

  it('stops within a turn, twice without harm, and can start again', async () => {
    const { recorder } = setup();
    recorder.start();
    await Promise.all([recorder.stop(), recorder.stop()]);
    recorder.start();
    const recorded = eventsRecorded(recorder, 1);
    await publish([event(1)]);
    await recorded;
    await recorder.stop();
    await recorder.stop();
  });
});

async function reconnection({ connection }: Broker): Promise<void> {
  for await (const { type } of connection.status()) if (type === 'reconnect') return;
}

function turn(recorder: Recorder): Promise<void> {
  return new Promise((resolve) => recorder.signals.once('ran', () => resolve()));
}

function eventsRecorded(recorder: Recorder, count: number): Promise<void> {
  return new Promise((resolve) => {
    let recorded = 0;
    recorder.signals.on('ran', ({ events }) => (recorded += events) >= count && resolve());
  });
}
