import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '@kickoff/jobs';
import type { LiveServerOptions } from './live-server.js';
import { broadcast, dataOf, Replica } from './testing/replica.js';

describe('live delivery', () => {
  const nats = natsForTest();
  const replicas: Replica[] = [];

  async function setup(options: Partial<LiveServerOptions> = {}): Promise<Replica> {
    const replica = await Replica.start(nats().url, options);
    replicas.push(replica);
    return replica;
  }

  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
  });

  it('hands each message to every subscriber of its path and of the paths above, in order', async () => {
    const replica = await setup();
    const clients = ['news', 'news/fan-out', 'news/fan-out/a', 'news/fan-out/b'].map((channel) => ({
      channel,
      client: replica.connect(),
    }));
    for (const { channel, client } of clients) await client.subscribed(channel);
    for (let n = 0; n < 200; n += 1) await broadcast(replica.broker, `news/fan-out/${n % 2 ? 'b' : 'a'}`, n);
    const all = Array.from({ length: 200 }, (_, n) => n);
    const expected = [all, all, all.filter((n) => n % 2 === 0), all.filter((n) => n % 2 === 1)];
    for (const [index, { client }] of clients.entries()) {
      await client.until(() => client.messages.length >= expected[index]!.length);
      expect(dataOf(client.messages)).toEqual(expected[index]);
    }
  });

  it('delivers once to a socket whose subscriptions overlap', async () => {
    const replica = await setup();
    const client = replica.connect();
    await client.subscribed('news/overlap');
    await client.subscribed('news/overlap/a');
    await client.subscribed('news');
    await client.subscribed('news/overlap/a');
    await broadcast(replica.broker, 'news/overlap/a', 1);
    await broadcast(replica.broker, 'news/overlap/b', 2);
    await client.until(() => client.messages.length >= 2);
    expect(dataOf(client.messages)).toEqual([1, 2]);
  });

  it('delivers no more after unsubscribe', async () => {
    const replica = await setup();
    const client = replica.connect();
    await client.subscribed('news/left/a');
    await client.subscribed('news/kept/a');
    const reply = await client.socket.emitWithAck('unsubscribe', { channel: 'news/left/a' });
    expect(reply).toEqual({ ok: true });
    await broadcast(replica.broker, 'news/left/a', 1);
    await broadcast(replica.broker, 'news/kept/a', 2);
    await client.until(() => client.messages.length > 0);
    expect(dataOf(client.messages)).toEqual([2]);
  });

  it('tells every socket the position, also on quiet channels', async () => {
    const replica = await setup({ positionEveryMs: 50 });
    const client = replica.connect();
    await client.subscribed('news/quiet/a');
    const sequence = await broadcast(replica.broker, 'news/elsewhere/a', 1);
    await client.until(() => client.positions.some((offset) => offset.endsWith(`:${sequence}`)));
    expect(client.messages).toEqual([]);
  });

  it('passes over what is no broadcast and counts it', async () => {
    const replica = await setup();
    const client = replica.connect();
    await client.subscribed('news/bad/a');
    await replica.broker.jetstream.publish('broadcast.news.bad.a', 'not json');
    await replica.broker.jetstream.publish('broadcast.news.bad.a', '{"type":1}');
    await replica.broker.jetstream.publish('broadcast.news.bad.$', JSON.stringify({ type: 'x', at: 1, data: 1 }));
    await broadcast(replica.broker, 'news/bad/a', 'fine');
    await client.until(() => client.messages.length > 0);
    expect(dataOf(client.messages)).toEqual(['fine']);
    expect(replica.live.numbers.invalidMessages).toBe(3);
  });

  it('goes on after the broker was killed and restarted', async () => {
    const replica = await setup();
    const client = replica.connect();
    await client.subscribed('news/restart/a');
    await broadcast(replica.broker, 'news/restart/a', 1);
    await client.until(() => client.messages.length === 1);
    await nats().kill();
    await nats().start();
    const publisher = await Broker.connect({ servers: nats().url, name: 'publisher' });
    await broadcast(publisher, 'news/restart/a', 2);
    await publisher.close();
    await client.until(() => client.messages.length === 2);
    expect(dataOf(client.messages)).toEqual([1, 2]);
  });
});
