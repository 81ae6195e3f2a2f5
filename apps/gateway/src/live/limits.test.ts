import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import type { LiveServerOptions } from './live-server.js';
import { broadcast, dataOf, eventually, Replica, type TestSocket } from './testing/replica.js';

describe('limits', () => {
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

  it('answers invalid input with a code and the path of what is wrong', async () => {
    const client = (await setup()).connect();
    const cases: [unknown, string, RegExp][] = [
      [undefined, 'INVALID_REQUEST', /^request: /],
      [null, 'INVALID_REQUEST', /^request: /],
      ['news', 'INVALID_REQUEST', /^request: /],
      [{}, 'INVALID_REQUEST', /^channel: /],
      [{ channel: 1 }, 'INVALID_REQUEST', /^channel: /],
      [{ channel: '' }, 'INVALID_REQUEST', /^channel must be/],
      [{ channel: 'news/' }, 'INVALID_REQUEST', /^channel must be/],
      [{ channel: 'news/>' }, 'INVALID_REQUEST', /^channel must be/],
      [{ channel: 'news.a' }, 'INVALID_REQUEST', /^channel must be/],
      [{ channel: 'a/a/a/a/a/a/a/a/a' }, 'INVALID_REQUEST', /^channel must be/],
      [{ channel: 'news', since: 5 }, 'INVALID_REQUEST', /^since: /],
      [{ channel: 'news', since: '5' }, 'INVALID_REQUEST', /^since must be/],
      [{ channel: 'news', snapshot: 'yes' }, 'INVALID_REQUEST', /^snapshot: /],
      [{ channel: 'news', sins: 'a:1' }, 'INVALID_REQUEST', /sins/],
    ];
    for (const [request, code, message] of cases) {
      const reply: unknown = await emitRaw(client, 'subscribe', request);
      expect([request, reply]).toEqual([request, { ok: false, code, message: expect.stringMatching(message) }]);
    }
    expect(await emitRaw(client, 'unsubscribe', { channel: 7 })).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(await client.subscribe('news')).toMatchObject({ ok: true });
  });

  it('outlives requests without a callback and events that it does not know', async () => {
    const replica = await setup();
    const client = replica.connect();
    await client.until(() => client.socket.connected);
    Reflect.apply(client.socket.emit, client.socket, ['subscribe', { channel: 'news' }]);
    Reflect.apply(client.socket.emit, client.socket, ['subscribe']);
    Reflect.apply(client.socket.emit, client.socket, ['something', 1]);
    expect(await client.subscribe('news')).toMatchObject({ ok: true });
  });

  it('counts channels per socket, requests at the same time among them', async () => {
    const replica = await setup({ limits: { maxChannels: 3 } });
    const client = replica.connect();
    const replies = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((item) => client.subscribe(`news/limit/${item}`, { since: '0:1' })),
    );
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.code))).toEqual([
      'ok',
      'ok',
      'ok',
      'TOO_MANY_CHANNELS',
      'TOO_MANY_CHANNELS',
    ]);
    expect(await client.subscribe('news/limit/a')).toMatchObject({ ok: true });
    await client.socket.emitWithAck('unsubscribe', { channel: 'news/limit/a' });
    expect(await client.subscribe('news/limit/f')).toMatchObject({ ok: true });
  });

  it('ends a connection that sends too large a message, and no other', async () => {
    const replica = await setup({ maxRequestBytes: 1_000 });
    const [large, other] = [replica.connect(), replica.connect()];
    await other.subscribed('news');
    await large.until(() => large.socket.connected);
    void emitRaw(large, 'subscribe', { channel: 'x'.repeat(2_000) }).catch(() => undefined);
    await large.until(() => !large.socket.connected);
    await broadcast(replica.broker, 'news/large/a', 1);
    await other.until(() => other.messages.length > 0);
    expect(dataOf(other.messages)).toEqual([1]);
  });

  it('serves neither long polling nor another namespace', async () => {
    const replica = await setup();
    const polling = await fetch(`${replica.url}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
  });

  it('drops a client that does not read while the others receive everything', async () => {
    const replica = await setup({ slowClients: { maxBufferedBytes: 500_000, checkEveryMs: 20 } });
    const [slow, quick] = [replica.connect(), replica.connect()];
    await slow.subscribed('news/slow');
    await quick.subscribed('news/slow');
    stopReading(slow);
    const text = 'x'.repeat(100_000);
    let published = 0;
    const before = Date.now();
    while (replica.live.numbers.dropped === 0) {
      await broadcast(replica.broker, 'news/slow/a', { n: (published += 1), text });
      // One at a time: on a busy machine more would wait for the quick one too.
      await quick.until(() => quick.messages.length >= published);
      if (Date.now() - before > 60_000) throw new Error('the slow client was not dropped');
    }
    await eventually(() => replica.live.numbers.sockets === 1);
    await broadcast(replica.broker, 'news/slow/a', { n: (published += 1), text });
    await quick.until(() => quick.messages.length >= published);
    const received = quick.messages.map(({ data }): unknown => Reflect.get(Object(data), 'n'));
    expect(received).toEqual(Array.from({ length: published }, (_, n) => n + 1));
    expect(replica.live.numbers.dropped).toBe(1);
  });

  it('drops no client for one large reply that it reads', async () => {
    const replica = await setup({ slowClients: { maxBufferedBytes: 10_000, checkEveryMs: 2 } });
    for (let n = 0; n < 30; n += 1) {
      await broadcast(replica.broker, `news/large-reply/${n}`, n, { document: 'x'.repeat(700_000) });
    }
    const client = replica.connect();
    await client.subscribed('news/large-reply/0');
    const reading = client.subscribed('news/large-reply');
    stopReading(client);
    // Long enough for many measurements while most of the reply waits in the gateway.
    await new Promise((resolve) => setTimeout(resolve, 100));
    goOnReading(client);
    expect((await reading).snapshot).toHaveLength(30);
    expect(replica.live.numbers.dropped).toBe(0);
  });
});

function emitRaw(client: TestSocket, event: string, request: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.socket.once('disconnect', () => reject(new Error('disconnected')));
    Reflect.apply(client.socket.emit, client.socket, [event, request, resolve]);
  });
}

/** Stops the client's side of the TCP connection, as a phone without reception does. */
function stopReading(client: TestSocket): void {
  callWebSocket(client, 'pause');
}

function goOnReading(client: TestSocket): void {
  callWebSocket(client, 'resume');
}

function callWebSocket(client: TestSocket, method: 'pause' | 'resume'): void {
  const transport: unknown = client.socket.io.engine.transport;
  const webSocket: unknown = Reflect.get(Object(transport), 'ws');
  const call: unknown = Reflect.get(Object(webSocket), method);
  if (typeof call !== 'function') throw new Error(`no WebSocket to ${method}`);
  Reflect.apply(call, webSocket, []);
}
