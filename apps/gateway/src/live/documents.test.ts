import { afterEach, describe, expect, it } from '@jest/globals';
import { Kvm } from '@nats-io/kv';
import { natsForTest } from '@kickoff/embedded/testing';
import type { LiveDocument, LiveMessage } from '@kickoff/contracts';
import type { LiveServerOptions } from './live-server.js';
import { broadcast, eventually, Replica, type TestSocket } from './testing/replica.js';

interface View {
  client: TestSocket;
  offset: string;
  snapshot: LiveDocument[];
  missed: LiveMessage[];
}

describe('documents', () => {
  const nats = natsForTest();
  const replicas: Replica[] = [];

  async function setup(options: Partial<LiveServerOptions> = {}): Promise<Replica> {
    const replica = await Replica.start(nats().url, options);
    replicas.push(replica);
    return replica;
  }

  async function bucket(replica: Replica, key: string): Promise<unknown> {
    const entry = await (await new Kvm(replica.broker.jetstream).open('live')).get(key);
    return entry && entry.operation === 'PUT' ? entry.json() : undefined;
  }

  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
  });

  it('gives snapshots that together with the later messages are the final state', async () => {
    const publisher = await setup();
    const other = await setup();
    const state = new Map<string, unknown>();
    const views: Promise<View>[] = [];
    const look = async (replica: Replica): Promise<View> => {
      const client = replica.connect();
      const { snapshot = [], missed = [], offset } = await client.subscribed('news/state');
      return { client, snapshot, missed, offset };
    };
    for (let n = 0; n < 600; n += 1) {
      const channel = `news/state/${n % 7}`;
      // Now and then a channel's document is removed.
      const document = n % 11 === 0 ? null : n;
      state.set(channel, document);
      await broadcast(publisher.broker, channel, document, { document });
      if (n % 25 === 0) views.push(look(views.length % 2 ? publisher : other));
    }
    for (const { client, snapshot, missed, offset } of await Promise.all(views)) {
      const caughtUp = (): boolean => (client.messages.at(-1)?.offset ?? offset).endsWith(':600');
      await client.until(caughtUp);
      const view = new Map(snapshot.map(({ channel, data }) => [channel, data]));
      for (const { channel, data } of [...missed, ...client.messages]) view.set(channel, data);
      for (const [channel, data] of state) expect(view.get(channel) ?? null).toBe(data);
    }
  });

  it('adds to a snapshot the messages of the ring that its documents do not contain', async () => {
    const replica = await setup();
    await broadcast(replica.broker, 'news/newer/a', 'one', { document: { n: 1 } });
    await broadcast(replica.broker, 'news/newer/a', 'two');
    const last = await broadcast(replica.broker, 'news/newer/without-document', 'three');
    const client = replica.connect();
    await eventually(() => replica.live.numbers.messages > 0 && replica.live.numbers.lag === 0);
    await client.until(() => client.socket.connected);
    let reply = await client.subscribed('news/newer');
    while (!reply.offset.endsWith(`:${last}`)) reply = await client.subscribed('news/newer');
    expect(reply.snapshot).toMatchObject([{ channel: 'news/newer/a', data: { n: 1 } }]);
    expect(reply.missed).toMatchObject([{ data: 'two' }]);
  });

  it('keeps the bucket at the latest document of each channel, written by several replicas', async () => {
    const [one] = [await setup(), await setup(), await setup()];
    for (let n = 0; n < 100; n += 1) await broadcast(one.broker, `news/stored/${n % 3}`, n, { document: { n } });
    const gone = await broadcast(one.broker, 'news/stored/1', 'gone', { document: null });
    await eventually(async () => (await bucket(one, 'news.stored.1')) === undefined);
    await eventually(() => replicas.every(({ live }) => live.numbers.documentsWaiting === 0));
    expect(await bucket(one, 'news.stored.0')).toMatchObject({ data: { n: 99 } });
    expect(await bucket(one, 'news.stored.2')).toMatchObject({ data: { n: 98 } });
    expect(await bucket(one, 'news.stored.1')).toBeUndefined();
    const epoch = (await one.connect().subscribed('news')).offset.split(':')[0];
    expect(await bucket(one, 'news.stored.0')).toMatchObject({ offset: `${epoch}:${gone - 1}` });
  });

  it('keeps documents over a restart of every replica, also of messages older than the ring', async () => {
    const first = await setup();
    await broadcast(first.broker, 'news/kept/a', 1, { document: 'before' });
    await eventually(async () => (await bucket(first, 'news.kept.a')) !== undefined);
    await eventually(async () => (await bucket(first, '_stored')) !== undefined);
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
    // While no gateway runs: one document changes, one comes, one goes.
    const between = await Replica.start(nats().url);
    const { broker } = between;
    await between.live.stop();
    await broadcast(broker, 'news/kept/a', 2, { document: 'between' });
    await broadcast(broker, 'news/kept/b', 3, { document: 'new' });
    // A ring of 1 ms holds none of them when the next replica starts.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await setup({ ring: { maxAgeMs: 1 } });
    const { snapshot } = await second.connect().subscribed('news/kept');
    expect(snapshot).toMatchObject([
      { channel: 'news/kept/a', data: 'between' },
      { channel: 'news/kept/b', data: 'new' },
    ]);
    await between.stop();
  });
});
