import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import { BrokerUnavailable } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from './broker.js';
import { publish } from './publish.js';
import { isSequenceConflict, isWrongSequence } from './wrong-sequence.js';

const MESSAGE = { subject: 'demo.one', headers: {}, body: '{}' };

describe('publish', () => {
  let broker: Broker;
  afterAll(() => broker.close());
  const nats = natsForTest();

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
  });
  afterEach(async () => {
    await broker.manager.streams.delete('DEMO').catch(() => undefined);
  });

  const makeStream = () => broker.manager.streams.add({ name: 'DEMO', subjects: ['demo.>'] });

  it('lets no header value begin another header', async () => {
    await makeStream();
    const twoLines = { 'Kickoff-Reason': 'because\r\nNats-Rollup: all' };
    await expect(publish(broker.connection, { ...MESSAGE, headers: twoLines })).rejects.toThrow(
      'Kickoff-Reason must be one line',
    );
  });

  it('outlasts a moment in which no stream answers, as while a leader is elected', async () => {
    const published = publish(broker.connection, MESSAGE);
    // The server answers "no responders" at once; only a pause lets a later try meet the stream.
    await broker.connection.flush();
    await makeStream();
    expect(await published).toEqual({ outcome: 'stored', sequence: 1 });
  });

  it('says of a subject without a stream what it may be, once its tries are used up', async () => {
    const startedAt = performance.now();
    const failure: unknown = await publish(broker.connection, MESSAGE).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BrokerUnavailable);
    expect(failure).toMatchObject({ message: expect.stringMatching(/leader is being elected.*migrate command/) });
    expect(performance.now() - startedAt).toBeGreaterThan(450);
  });

  it('tries as often as it is told', async () => {
    const startedAt = performance.now();
    await expect(publish(broker.connection, MESSAGE, { tries: 1 })).rejects.toThrow('no stream takes demo.one');
    expect(performance.now() - startedAt).toBeLessThan(240);
  });

  it('tells a wrong sequence from other refusals, by code and by error', async () => {
    await makeStream();
    const expected = { 'Nats-Expected-Last-Subject-Sequence': '7' };
    expect(await publish(broker.connection, { ...MESSAGE, headers: expected })).toEqual({ outcome: 'refused' });
    const conflict: unknown = await broker.jetstream
      .publish('demo.one', '{}', { expect: { lastSubjectSequence: 7 }, headers: headers() })
      .catch((error: unknown) => error);
    expect(isSequenceConflict(conflict)).toBe(true);
    expect(isSequenceConflict(new Error('10071'))).toBe(false);
    expect([10071, 10164, 10058].map(isWrongSequence)).toEqual([true, true, false]);
  });
});
