import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventsSubject, type JobEvent } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { Recorder } from '../recorder/recorder.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { rebuildRecord } from './rebuild-record.js';

const database = platformDatabase();
// Before the server's own hook: a connection cannot be drained once its server is gone.
afterAll(() => broker.close());
const nats = natsForTest();
let broker: Broker;
beforeAll(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
});

it('a record that was emptied is the same again, from what the stream of events holds', async () => {
  await applyTopology(broker, []);
  const { dataSource } = database;
  const now = Date.now();
  for (let n = 0; n < 1_200; n += 1) {
    const common = { id: idAt(`job ${n}`, now), type: 'letters.send-letter', queue: 'post', key: '-', attempt: 1 };
    const event = (state: JobEvent['state'], at: number): JobEvent => {
      return { ...common, priority: 'normal', revision: 1, delivery: 1, state, at: now + at };
    };
    const body = JSON.stringify([event('running', n), event('succeeded', n + 5)]);
    broker.connection.publish(eventsSubject('letters', 'send-letter'), n === 7 ? 'no JSON' : body);
  }
  await broker.connection.flush();
  const recorder = new Recorder({ dataSource, connection: broker.connection, gatherMs: 1 });
  while ((await recorder.lag()) !== 0) await recorder.runOnce();
  await recorder.stop();
  const rows = async (): Promise<unknown[]> => [
    await dataSource.query<unknown[]>('SELECT * FROM kickoff.jobs ORDER BY id'),
    await dataSource.query<unknown[]>('SELECT * FROM kickoff.transitions ORDER BY job_id, rank'),
  ];
  const before = await rows();
  expect(before[0]).toHaveLength(1_199);
  await dataSource.query('TRUNCATE kickoff.job_states, kickoff.job_envelopes, kickoff.job_history');
  await dataSource.query(`INSERT INTO kickoff.intake_positions VALUES ('JOBS_letters', 'an epoch', 7)`);
  const left: number[] = [];
  const counts = await rebuildRecord({ broker, dataSource }, (_, remaining) => left.push(remaining));
  expect(counts).toEqual({ messages: 1_200, events: 2_398, bad: 1 });
  expect(left.at(-1)).toBe(0);
  expect(await dataSource.query('SELECT FROM kickoff.intake_positions')).toEqual([]);
  expect(await rows()).toEqual(before);
  await rebuildRecord({ broker, dataSource });
  expect(await rows()).toEqual(before);
});
