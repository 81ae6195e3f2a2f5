import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HEADERS, jobsStream, jobSubject, NATS_HEADERS, type JobPlace } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { headers } from '@nats-io/transport-node';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { Intake } from './intake.js';

const STREAM = jobsStream('live-scores');

describe('Intake', () => {
  const database = platformDatabase();
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  const workload = { name: 'live-scores', queues: [] };
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [workload]);
  });

  afterEach(async () => {
    await broker.manager.streams.delete(STREAM);
    await applyTopology(broker, [workload]);
    await database.dataSource.query('TRUNCATE kickoff.job_states, kickoff.job_envelopes, kickoff.job_history');
  });

  function setup(): Intake {
    return new Intake({ dataSource: database.dataSource, connection: broker.connection });
  }

  interface Waiting {
    id: string;
    place?: JobPlace;
    more?: Record<string, string>;
    body?: string;
  }

  async function put({ id, place = 'ready', more = {}, body }: Waiting): Promise<number> {
    const address = {
      workload: 'live-scores',
      queue: 'polling',
      priority: 'high',
      name: 'poll-live-matches',
      key: '-',
      id,
    } as const;
    const values = headers();
    values.set(HEADERS.revision, '1');
    if (place === 'later') values.set(NATS_HEADERS.scheduleTarget, jobSubject({ ...address, place: 'ready' }));
    for (const name in more) values.set(name, more[name]!);
    const { seq } = await broker.jetstream.publish(
      jobSubject({ ...address, place }),
      body ?? JSON.stringify({ input: { sport: 'football' }, enqueuedAt: 1_800_000_000_000, tags: ['sport:football'] }),
      { headers: values },
    );
    return seq;
  }

  async function job(id: string): Promise<Record<string, unknown> | undefined> {
    const [row]: Record<string, unknown>[] = await database.dataSource.query(
      'SELECT * FROM kickoff.jobs WHERE id = $1',
      [id],
    );
    return row;
  }

  const newId = (name: string) => idAt(name, Date.now());

  it('records queued, scheduled and retrying jobs with what their messages say', async () => {
    const [queued, scheduled, retrying] = ['queued', 'scheduled', 'retrying'].map(newId) as [string, string, string];
    const dueAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 60_000);
    const schedule = { [NATS_HEADERS.schedule]: `@at ${dueAt.toISOString()}` };
    await put({ id: queued, more: { [HEADERS.expires]: '1900000000000' } });
    await put({ id: scheduled, place: 'later', more: schedule });
    await put({
      id: retrying,
      place: 'later',
      more: {
        ...schedule,
        [HEADERS.revision]: '3',
        [HEADERS.attempt]: '2',
        [HEADERS.state]: 'retrying',
        [HEADERS.reason]: 'UPSTREAM_REJECTED: no',
      },
    });
    expect(await setup().runOnce()).toEqual({ read: 3, taken: 3, skipped: 0, busy: 0 });
    expect(await job(queued)).toMatchObject({
      state: 'queued',
      type: 'live-scores.poll-live-matches',
      queue: 'polling',
      input: { sport: 'football' },
      tags: ['sport:football'],
      enqueued_at: new Date(1_800_000_000_000),
      expires_at: new Date(1_900_000_000_000),
      delivery: -1,
      run_at: null,
    });
    expect(await job(scheduled)).toMatchObject({ state: 'scheduled', revision: 1, run_at: dueAt });
    expect(await job(retrying)).toMatchObject({
      state: 'retrying',
      revision: 3,
      attempt: 2,
      run_at: dueAt,
      reason: 'UPSTREAM_REJECTED: no',
    });
  });

  it('passes over messages that are no jobs, and endings', async () => {
    const id = newId('good');
    await put({ id: newId('bad body'), body: 'no json' });
    await put({ id: newId('no envelope'), body: '{"enqueuedAt":"soon"}' });
    await put({ id: 'not-a-uuid' });
    await put({ id: newId('ending'), more: { [HEADERS.ending]: 'cancelled', [HEADERS.revision]: '2' } });
    await broker.jetstream.publish('jobs.live-scores.nonsense', '');
    await put({ id });
    expect(await setup().runOnce()).toEqual({ read: 6, taken: 1, skipped: 5, busy: 0 });
    expect(await job(id)).toMatchObject({ state: 'queued' });
  });

  it('goes on where it stopped, misses what finished in between, and reads thousands in one turn', async () => {
    const finished = newId('finished');
    const seq = await put({ id: finished });
    await broker.manager.streams.deleteMessage(STREAM, seq);
    expect(await setup().runOnce()).toMatchObject({ read: 0 });
    await Promise.all(Array.from({ length: 2_500 }, (_, index) => put({ id: newId(`many ${index}`) })));
    expect(await setup().runOnce()).toMatchObject({ read: 2_500, taken: 2_500 });
    expect(await setup().runOnce()).toMatchObject({ read: 0 });
    await put({ id: finished });
    expect(await setup().runOnce()).toMatchObject({ read: 1 });
  });

  it('starts anew on a stream that was rebuilt', async () => {
    for (const name of ['a', 'b', 'c']) await put({ id: newId(name) });
    expect(await setup().runOnce()).toMatchObject({ read: 3 });
    await broker.manager.streams.delete(STREAM);
    await applyTopology(broker, [workload]);
    await put({ id: newId('after') });
    expect(await setup().runOnce()).toMatchObject({ read: 1, taken: 1 });
  });

  it('lets one recorder at a time read a stream', async () => {
    await Promise.all(Array.from({ length: 1_500 }, (_, index) => put({ id: newId(`shared ${index}`) })));
    const turns = await Promise.all([setup().runOnce(), setup().runOnce(), setup().runOnce()]);
    expect(turns.reduce((sum, { read }) => sum + read, 0)).toBe(1_500);
  });

  it('repeats turns every 500 ms until it is stopped', async () => {
    const intake = setup();
    const id = newId('looped');
    const first = new Promise<void>((resolve) => intake.signals.once('ran', () => resolve()));
    intake.start();
    await first;
    const taken = new Promise<void>((resolve) => intake.signals.on('ran', (counts) => counts.taken === 1 && resolve()));
    await put({ id });
    await taken;
    await intake.stop();
    await intake.stop();
    expect(await job(id)).toMatchObject({ state: 'queued' });
  });
});
