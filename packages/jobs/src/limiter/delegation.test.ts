import { afterEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { limitAskSubject, LimitRequest, type LimitDefinition } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { LimitClient } from './limit-client.js';
import type { LimitTurn } from './limit-turn.js';
import { Limiter, SILENT_WORKER_MS } from './limiter.js';

const nats = natsForTest();
const cleanUps: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

let names = 0;

async function broker(): Promise<Broker> {
  const opened = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(opened, []);
  cleanUps.push(() => opened.close());
  return opened;
}

async function limiter(): Promise<Limiter & { broken(): Promise<void> }> {
  const connected = await broker();
  const started = new Limiter({ broker: connected });
  started.start();
  cleanUps.push(() => started.stop());
  return Object.assign(started, { broken: () => connected.connection.close() });
}

/** A client with a connection of its own; `take` resolves when its turn has come. */
async function user() {
  const { connection, clock } = await broker();
  const client = new LimitClient({ connection, workload: 'demo', clock });
  cleanUps.push(() => client.close());
  const take = (definition: LimitDefinition, key: string): Promise<LimitTurn> =>
    new Promise((resolve) => {
      const onVerdict = (asked: LimitTurn) => {
        if (asked.state === 'granted') resolve(asked);
      };
      const use = { definition, key, id: randomUUID(), cost: 1, reserve: 0 };
      onVerdict(client.ask(use, { onVerdict, onSilence: () => {} }));
    });
  /** Uses this key until the limiter lets this client decide it. */
  const decides = async (definition: LimitDefinition, key: string): Promise<void> => {
    while (!client.decides(definition, key)) {
      client.release(await take(definition, key));
      await sleep(10);
    }
  };
  return { client, connection, take, decides };
}

/** One limit of the default number at once, its limiter, and the keys of all questions to it. */
async function setup({ atOnce = 1 } = {}) {
  names += 1;
  const definition: LimitDefinition = { name: `limit-${names}`, windows: [], atOnce };
  const replica = await limiter();
  const { connection } = await broker();
  const questions: string[] = [];
  connection.subscribe(limitAskSubject('demo', '*'), {
    callback: (_, message) => {
      for (const [, key] of LimitRequest.parse(message.json()).ask ?? []) questions.push(key);
    },
  });
  await connection.flush();
  return { definition, replica, questions };
}

/** Resolves to false when it has not come true by then. */
async function within(ms: number, happens: Promise<unknown>): Promise<boolean> {
  return Promise.race([happens.then(() => true), sleep(ms, false, { ref: false })]);
}

describe('a concurrency limit that one worker alone uses', () => {
  it('is decided by that worker, which asks nobody and keeps the limit and the order', async () => {
    const { definition, questions } = await setup();
    const { client, take, decides } = await user();
    await decides(definition, 'a');
    const asked = questions.length;
    const first = await take(definition, 'a');
    const order: number[] = [];
    const others = [1, 2, 3].map(async (n) => {
      const turn = await take(definition, 'a');
      order.push(n);
      client.release(turn);
    });
    expect(await within(100, Promise.race(others))).toBe(false);
    client.release(first);
    await Promise.all(others);
    expect(order).toEqual([1, 2, 3]);
    expect(questions.length).toBe(asked);
  });

  it('is given back with what is held and who waits as soon as another worker asks', async () => {
    const { definition } = await setup();
    const [one, other] = [await user(), await user()];
    await one.decides(definition, 'a');
    const held = await one.take(definition, 'a');
    const waiting = one.take(definition, 'a');
    const behind = other.take(definition, 'a');
    // The other one waits for what is held, and behind those who came before it.
    expect(await within(500, Promise.race([waiting, behind]))).toBe(false);
    expect(one.client.decides(definition, 'a')).toBe(false);
    one.client.release(held);
    expect(await within(1_000, waiting)).toBe(true);
    expect(await within(100, behind)).toBe(false);
    one.client.release(await waiting);
    expect(await within(1_000, behind)).toBe(true);
    other.client.release(await behind);
    expect(await one.client.status(definition, 'a')).toMatchObject({ held: 0, waiting: 0 });
  });

  it('is free for others at once when that worker stops', async () => {
    const { definition } = await setup();
    const [one, other] = [await user(), await user()];
    await one.decides(definition, 'a');
    one.client.close();
    expect(await within(1_000, other.take(definition, 'a'))).toBe(true);
  });

  it('is free for others once that worker is known to be gone, and what it held with it', async () => {
    const { definition } = await setup();
    const [one, other] = [await user(), await user()];
    await one.decides(definition, 'a');
    await one.take(definition, 'a');
    const goneAt = performance.now();
    await one.connection.close();
    const turn = other.take(definition, 'a');
    expect(await within(SILENT_WORKER_MS - 1_500, turn)).toBe(false);
    await turn;
    expect(performance.now() - goneAt).toBeLessThan(SILENT_WORKER_MS + 3_000);
  });

  it('is not decided any more by a worker that hears nothing of the limiter', async () => {
    const { definition, replica } = await setup();
    const { take, decides } = await user();
    await decides(definition, 'a');
    await replica.broken();
    // The next owner takes it for gone after five seconds.
    await sleep(4_500);
    const turn = take(definition, 'a');
    expect(await within(500, turn)).toBe(false);
    await limiter();
    await turn;
  });

  it('is not decided any more by a worker that is held up: others would wait for its answer', async () => {
    const { definition } = await setup();
    const { client, take, decides } = await user();
    await decides(definition, 'a');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_600);
    while (client.decides(definition, 'a')) await sleep(10);
    // As long as it takes to have it delegated.
    const until = performance.now() + 2_000;
    while (performance.now() < until) {
      client.release(await take(definition, 'a'));
      await sleep(10);
    }
    expect(client.decides(definition, 'a')).toBe(false);
  });

  it('is known to the next owner with what is held', async () => {
    const { definition, replica } = await setup({ atOnce: 2 });
    const [one, other] = [await user(), await user()];
    await one.decides(definition, 'a');
    await one.take(definition, 'a');
    await replica.stop();
    await limiter();
    const second = await other.take(definition, 'a');
    const third = one.take(definition, 'a');
    expect(await within(1_500, third)).toBe(false);
    expect(await other.client.status(definition, 'a')).toMatchObject({ held: 2, waiting: 1 });
    other.client.release(second);
    await third;
  });

  it('is never exceeded, and leaks nothing, while workers come and go and owners change', async () => {
    const { definition, replica } = await setup({ atOnce: 2 });
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const users = [await user(), await user(), await user()];
    const running = new Map<string, number>();
    let most = 0;
    let uses = 0;
    let delegated = 0;
    const until = performance.now() + 14_000;
    /** Each is alone for two seconds, then all at once, in turns; a few keys are wanted by several at a time. */
    const use = async ({ client, take }: Awaited<ReturnType<typeof user>>, index: number) => {
      while (performance.now() < until) {
        const phase = Math.floor(performance.now() / 2_000) % 4;
        if (phase !== 3 && phase !== index) {
          await sleep(5);
          continue;
        }
        const key = keys[Math.floor(Math.random() * keys.length)]!;
        const turn = await take(definition, key);
        const now = (running.get(key) ?? 0) + 1;
        running.set(key, now);
        most = Math.max(most, now);
        uses += 1;
        if (client.decides(definition, key)) delegated += 1;
        await sleep(Math.random() * 20);
        running.set(key, running.get(key)! - 1);
        client.release(turn);
      }
    };
    const using = users.flatMap((each, index) => Array.from({ length: 4 }, () => use(each, index)));
    const second = await limiter();
    await sleep(5_000);
    await replica.stop();
    await sleep(3_000);
    await limiter();
    await second.broken();
    await Promise.all(using);
    expect(most).toBe(2);
    expect(uses).toBeGreaterThan(100);
    expect(delegated).toBeGreaterThan(10);
    for (const key of keys) {
      // What was released last may still be on its way; what leaked never comes.
      let status = await users[0]!.client.status(definition, key);
      while ((status.held ?? 0) + (status.waiting ?? 0) > 0) status = await users[0]!.client.status(definition, key);
      expect(status).toMatchObject({ held: 0, waiting: 0 });
    }
  });
});
