import { afterEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology } from '@kickoff/jobs';
// oxlint-disable-next-line no-restricted-imports -- the client's tests need a real gateway, and packages import no apps
import { connectLive, type ConnectionState, type LiveConnection, type LiveOptions } from '@kickoff/live-client';
import type { LiveServerOptions } from './live-server.js';
import { broadcast, eventually, Replica } from './testing/replica.js';
import { Switchboard } from './testing/switchboard.js';

const SECRET = 'a secret for tests that is long enough';

/** The client against real gateways. */
describe('the live client', () => {
  const nats = natsForTest();
  const closers: (() => unknown)[] = [];

  async function replica(options: Partial<LiveServerOptions> = {}): Promise<Replica> {
    const started = await Replica.start(nats().url, { positionEveryMs: 50, tokens: { secret: SECRET }, ...options });
    closers.unshift(() => started.stop());
    return started;
  }

  function client(options: LiveOptions): LiveConnection {
    const live = connectLive({ reconnectJitterMs: 20, ...options });
    closers.unshift(() => live.close());
    return live;
  }

  async function switchboard(): Promise<Switchboard> {
    const board = await Switchboard.start();
    closers.unshift(() => board.stop());
    return board;
  }

  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  it('hands over a snapshot, then each message', async () => {
    const { url, broker } = await replica();
    await broadcast(broker, 'news/first/a', 1, { document: { n: 1 } });
    const live = client({ url });
    const seen: unknown[] = [];
    const subscription = live.subscribe<{ test: number }, { n: number }>('news/first', {
      onSnapshot: (documents) => seen.push(...documents.map(({ channel, data }) => ({ channel, n: data.n }))),
      onMessage: ({ type, data }) => seen.push({ type, next: data + 1 }),
    });
    await subscription.ready;
    await broadcast(broker, 'news/first/b', 2);
    await eventually(() => seen.length >= 2);
    expect(seen).toEqual([
      { channel: 'news/first/a', n: 1 },
      { type: 'test', next: 3 },
    ]);
  });

  it('hands over every message once and in order while it is sent from replica to replica', async () => {
    const [one, two, board] = [await replica(), await replica(), await switchboard()];
    board.lead(one.url);
    const live = client({ url: board.url });
    const seen: unknown[] = [];
    const inner: unknown[] = [];
    let gaps = 0;
    const onGap = () => (gaps += 1);
    await live.subscribe('news/roaming', { onMessage: ({ data }) => seen.push(data), onGap }).ready;
    await live.subscribe('news/roaming/1', { onMessage: ({ data }) => inner.push(data), onGap }).ready;
    for (let n = 0; n < 1_000; n += 1) {
      await broadcast(one.broker, `news/roaming/${n % 2}`, n);
      if (n % 100 === 50) board.lead(n % 200 === 50 ? two.url : one.url);
      if (n % 300 === 299) board.lead(undefined);
    }
    board.lead(two.url);
    await eventually(() => seen.length >= 1_000 && inner.length >= 500);
    const all = Array.from({ length: 1_000 }, (_, n) => n);
    expect(seen).toEqual(all);
    expect(inner).toEqual(all.filter((n) => n % 2 === 1));
    expect(gaps).toBe(0);
  });

  it('serves two subscriptions of one path, and one when the other has left', async () => {
    const { url, broker } = await replica();
    const live = client({ url });
    const seen: string[] = [];
    const first = live.subscribe('news/twice', { onMessage: ({ data }) => seen.push(`first ${String(data)}`) });
    const second = live.subscribe('news/twice', { onMessage: ({ data }) => seen.push(`second ${String(data)}`) });
    await Promise.all([first.ready, second.ready]);
    await broadcast(broker, 'news/twice/a', 1);
    await eventually(() => seen.length === 2);
    first.unsubscribe();
    await broadcast(broker, 'news/twice/a', 2);
    await eventually(() => seen.length === 3);
    expect(seen).toEqual(['first 1', 'second 1', 'second 2']);
  });

  it('tells of a gap and takes a new snapshot when the stream was rebuilt', async () => {
    const { url, broker } = await replica();
    const live = client({ url });
    const seen: unknown[] = [];
    await live.subscribe('news/rebuilt', {
      onSnapshot: (documents) => seen.push(documents.map(({ data }) => data)),
      onMessage: ({ data }) => seen.push(data),
      onGap: () => seen.push('gap'),
    }).ready;
    await broadcast(broker, 'news/rebuilt/a', 'old', { document: 'old document' });
    await eventually(() => seen.length === 2);
    await broker.manager.streams.delete('BROADCAST');
    await applyTopology(broker, []);
    await eventually(() => seen.includes('gap'));
    await broadcast(broker, 'news/rebuilt/a', 'new', { document: 'new document' });
    await eventually(() => seen.includes('new'));
    expect(seen).toEqual([[], 'old', 'gap', ['old document'], 'new']);
  });

  it('takes a snapshot when too much was missed', async () => {
    const [{ url, broker }, board] = [await replica({ limits: { maxReplyBytes: 2_000 } }), await switchboard()];
    board.lead(url);
    const live = client({ url: board.url });
    const seen: unknown[] = [];
    await live.subscribe('news/much', {
      onSnapshot: (documents) => seen.push(documents.map(({ data }) => data)),
      onMessage: ({ data }) => seen.push(data),
      onGap: () => seen.push('gap'),
    }).ready;
    board.lead(undefined);
    for (let n = 0; n < 50; n += 1) await broadcast(broker, 'news/much/a', 'x'.repeat(100), { document: n });
    board.lead(url);
    await eventually(() => seen.length >= 3);
    expect(seen).toEqual([[], 'gap', [49]]);
  });

  it('is refused a private path, and gets it with a token that is fetched for every connection', async () => {
    const { url, broker } = await replica();
    const stranger = client({ url }).subscribe('secret/a', { onError: ({ code }) => refusals.push(code) });
    const refusals: string[] = [];
    await expect(stranger.ready).rejects.toMatchObject({ code: 'UNAUTHORIZED', channel: 'secret/a' });
    expect(refusals).toEqual(['UNAUTHORIZED']);
    const token = () =>
      new SignJWT({ channels: ['secret'] })
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET));
    const seen: unknown[] = [];
    await client({ url, token }).subscribe('secret/a', { onMessage: ({ data }) => seen.push(data) }).ready;
    await broadcast(broker, 'secret/a/b', 1);
    await eventually(() => seen.length === 1);
  });

  it('can be read with for await, and leaving the loop unsubscribes', async () => {
    const { url, broker, live: server } = await replica();
    const live = client({ url });
    const seen: unknown[] = [];
    for await (const event of live.events<{ test: number }>('news/loop')) {
      seen.push(event.kind === 'message' ? event.message.data : event.kind);
      if (seen.length === 3) break;
      await broadcast(broker, 'news/loop/a', seen.length);
    }
    expect(seen).toEqual(['snapshot', 1, 2]);
    await broadcast(broker, 'news/loop/a', 3);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    for await (const { kind } of live.events('news/loop/a', { signal: controller.signal }))
      expect(kind).toBe('snapshot');
    const refused = live.events('not a path');
    await expect(refused.next()).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    expect(server.numbers.sockets).toBe(1);
  });

  it('tells its state', async () => {
    const [{ url }, board] = [await replica(), await switchboard()];
    board.lead(url);
    const live = client({ url: board.url });
    const states: ConnectionState[] = [live.state];
    live.onState((state) => states.push(state));
    await eventually(() => live.state === 'connected');
    board.lead(undefined);
    await eventually(() => live.state === 'waiting');
    board.lead(url);
    await eventually(() => live.state === 'connected');
    live.close();
    expect(states).toEqual(['connecting', 'connected', 'waiting', 'connected', 'closed']);
  });

  it('leaves a gateway that falls silent', async () => {
    const { url } = await replica({ positionEveryMs: 60_000 });
    const live = client({ url, silenceMs: 100 });
    const states: ConnectionState[] = [];
    live.onState((state) => states.push(state));
    await eventually(() => states.filter((state) => state === 'connected').length === 2);
  });
});
