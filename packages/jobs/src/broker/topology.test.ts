import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nanos } from '@nats-io/transport-node';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from './broker.js';
import { applyTopology, platformStreams } from './topology.js';

const TWENTY_MINUTES = nanos(20 * 60_000);

describe('the topology', () => {
  let broker: Broker;
  afterAll(() => broker.close());
  const nats = natsForTest();

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
  });

  it('gives streams of an earlier version what they lack, and keeps their messages', async () => {
    const { duplicate_window: _, ...earlier } = platformStreams().find(({ name }) => name === 'BROADCAST')!;
    await broker.manager.streams.add({ ...earlier, duplicate_window: nanos(60_000) });
    await broker.jetstream.publish('broadcast.demo.all', '{}', { msgID: 'once' });
    await applyTopology(broker, []);
    const { config, state } = await broker.manager.streams.info('BROADCAST');
    expect(config.duplicate_window).toBe(TWENTY_MINUTES);
    expect(state.messages).toBe(1);
    expect(await broker.jetstream.publish('broadcast.demo.all', '{}', { msgID: 'once' })).toMatchObject({
      duplicate: true,
    });
  });

  it('remembers broadcasts for as long as an outage may delay their repetition', async () => {
    await applyTopology(broker, []);
    await applyTopology(broker, []);
    const windows = new Map<string, number>();
    for (const { name } of platformStreams()) {
      windows.set(name, (await broker.manager.streams.info(name)).config.duplicate_window);
    }
    expect(windows.get('BROADCAST')).toBe(TWENTY_MINUTES);
    expect(windows.get('EVENTS')).toBe(nanos(60_000));
  });
});
