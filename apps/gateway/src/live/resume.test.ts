import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology } from '@kickoff/jobs';
import type { LiveServerOptions } from './live-server.js';
import { broadcast, dataOf, Replica } from './testing/replica.js';

describe('resuming', () => {
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

  it('gives on another replica what was missed, once and in order, while messages keep flowing', async () => {
    const [one, two] = [await setup(), await setup()];
    let published = 0;
    const flowing = new AbortController();
    const flow = (async () => {
      while (!flowing.signal.aborted) await broadcast(one.broker, `news/flow/${published % 3}`, (published += 1));
    })();
    const received: unknown[] = [];
    let since: string | undefined;
    for (let visit = 0; visit < 12; visit += 1) {
      const client = (visit % 2 ? two : one).connect();
      const reply = await client.subscribed('news/flow', since === undefined ? { snapshot: false } : { since });
      expect(reply.recovered).toBe(true);
      if (since === undefined) received.push(...Array.from({ length: sequenceOf(reply.offset) }, (_, n) => n + 1));
      received.push(...dataOf(reply.missed ?? []));
      await client.until(() => client.messages.length >= 5);
      client.close();
      received.push(...dataOf(client.messages));
      since = client.messages.at(-1)!.offset;
    }
    flowing.abort();
    await flow;
    const last = await two.connect().subscribed('news/flow', { since });
    received.push(...dataOf(last.missed!));
    expect(received).toEqual(Array.from({ length: published }, (_, n) => n + 1));
  });

  it('delivers nothing again from before a position that this replica has not reached yet', async () => {
    const replica = await setup();
    const epoch = (await replica.connect().subscribed('news/ahead')).offset.split(':')[0];
    const received: unknown[] = [];
    for (let round = 0; round < 30; round += 1) {
      const client = replica.connect();
      await client.until(() => client.socket.connected);
      const since = `${epoch}:${await broadcast(replica.broker, 'news/ahead/a', 'before')}`;
      const reply = await client.subscribed('news/ahead', { since });
      await broadcast(replica.broker, 'news/ahead/a', round);
      await client.until(() => client.messages.at(-1)?.data === round);
      expect(reply.recovered).toBe(true);
      received.push(...dataOf(reply.missed!), ...dataOf(client.messages));
      client.close();
    }
    expect(received).toEqual(Array.from({ length: 30 }, (_, round) => round));
  });

  it('survives a restart of the gateway', async () => {
    const first = await setup();
    const client = first.connect();
    await client.subscribed('news/again');
    await broadcast(first.broker, 'news/again/a', 1);
    await client.until(() => client.messages.length === 1);
    const since = client.messages[0]!.offset;
    await broadcast(first.broker, 'news/again/a', 2);
    replicas.splice(replicas.indexOf(first), 1);
    await first.stop();
    const second = await setup();
    await broadcast(second.broker, 'news/again/a', 3);
    const back = second.connect();
    const reply = await back.subscribed('news/again', { since });
    await broadcast(second.broker, 'news/again/a', 4);
    await back.until(() => back.messages.at(-1)?.data === 4);
    expect(reply).toMatchObject({ recovered: true });
    expect(reply.snapshot).toBeUndefined();
    expect([...dataOf(reply.missed!), ...dataOf(back.messages)]).toEqual([2, 3, 4]);
  });

  it('reads what is older than the ring once for all who ask', async () => {
    const replica = await setup({ ring: { maxBytes: 5_000 } });
    const client = replica.connect();
    const { offset: since } = await client.subscribed('news/old');
    for (let n = 1; n <= 60; n += 1) await broadcast(replica.broker, `news/old${n % 2 ? '' : '-not'}/a`, n);
    await replica.connect().subscribed('news/old', { since });
    expect(replica.live.numbers).toMatchObject({ historyReads: 1 });
    expect(replica.live.numbers.ringMessages).toBeLessThan(20);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => replica.connect().subscribed('news/old', { since })),
    );
    for (const reply of replies) {
      expect(reply.recovered).toBe(true);
      expect(dataOf(reply.missed!)).toEqual(Array.from({ length: 30 }, (_, n) => 2 * n + 1));
    }
    expect(replica.live.numbers.historyReads).toBeLessThan(10);
  });

  it('says recovered: false exactly when messages since the position may be gone', async () => {
    const replica = await setup({ ring: { maxBytes: 2_000 } });
    const client = replica.connect();
    const before = await client.subscribed('news/gone');
    const sequences: number[] = [];
    for (let n = 0; n < 20; n += 1)
      sequences.push(await broadcast(replica.broker, 'news/gone/a', n, { document: { n } }));
    const { manager } = replica.broker;
    await manager.streams.update('BROADCAST', { max_msgs: 10 });
    const [epoch] = before.offset.split(':');
    const first = sequences.at(-10)!;
    const lost = await client.subscribed('news/gone', { since: `${epoch}:${first - 2}` });
    expect(lost.recovered).toBe(false);
    expect(lost.snapshot).toMatchObject([{ channel: 'news/gone/a', data: { n: 19 } }]);
    const kept = await client.subscribed('news/gone', { since: `${epoch}:${first - 1}` });
    expect(kept.recovered).toBe(true);
    expect(dataOf(kept.missed!)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    await manager.streams.update('BROADCAST', { max_msgs: -1 });
  });

  it('says recovered: false for a position that the stream has never had', async () => {
    const replica = await setup({ limits: { catchUpMs: 200 } });
    const client = replica.connect();
    const { offset } = await client.subscribed('news/never');
    const [epoch, sequence] = offset.split(':');
    const reply = await client.subscribed('news/never', { since: `${epoch}:${Number(sequence) + 1_000}` });
    expect(reply).toMatchObject({ recovered: false, snapshot: [] });
  });

  it('refuses a resume that is too large for one frame', async () => {
    const replica = await setup({ limits: { maxReplyBytes: 1_000 } });
    const client = replica.connect();
    const { offset: since } = await client.subscribed('news/much');
    for (let n = 0; n < 30; n += 1) await broadcast(replica.broker, 'news/much/a', 'x'.repeat(50));
    await client.until(() => client.messages.length === 30);
    expect(await client.subscribe('news/much', { since })).toMatchObject({ ok: false, code: 'TOO_MUCH_MISSED' });
  });

  it('notices that the stream was rebuilt, tells everybody and recovers nothing from before', async () => {
    const replica = await setup();
    const client = replica.connect();
    const before = await client.subscribed('news/rebuilt');
    await broadcast(replica.broker, 'news/rebuilt/a', 'old', { document: 'old' });
    await client.until(() => client.messages.length === 1);
    await replica.broker.manager.streams.delete('BROADCAST');
    await applyTopology(replica.broker, []);
    await broadcast(replica.broker, 'news/rebuilt/a', 'new', { document: 'new' });
    const epochBefore = before.offset.split(':')[0];
    await client.until(() => client.positions.some((offset) => offset.split(':')[0] !== epochBefore));
    const reply = await client.subscribed('news/rebuilt', { since: client.messages[0]!.offset });
    expect(reply.recovered).toBe(false);
    expect(reply.snapshot).toMatchObject([{ channel: 'news/rebuilt/a', data: 'new' }]);
    expect(reply.offset.split(':')[0]).not.toBe(epochBefore);
    expect(dataOf(client.messages)).toEqual(['old', 'new']);
  });
});

function sequenceOf(offset: string): number {
  return Number(offset.split(':')[1]);
}
