import { afterEach, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LimitDefinition, LimitWindow } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { mostWithin } from '../stage/most-within.js';
import { limitShard } from './limit-key.js';
import { LimitClient } from './limit-client.js';
import { LimitDeferred } from './limit-deferred.js';
import type { LimitTurn } from './limit-turn.js';
import { Limiter } from './limiter.js';
import type { Clock } from './steady-clock.js';

const nats = natsForTest();
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

let names = 0;
function limitOf(...windows: [LimitWindow, ...LimitWindow[]]): LimitDefinition {
  names += 1;
  return { name: `limit-${names}`, windows };
}
const perSecond = (limit: number): LimitWindow => ({ limit, perMs: 1_000, kind: 'sliding' });
const perDay = (limit: number): LimitWindow => ({ limit, perMs: 86_400_000, kind: 'utc-day' });

async function broker(): Promise<Broker> {
  const opened = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(opened, []);
  cleanUps.push(() => opened.close());
  return opened;
}

async function limiter(clock?: Clock): Promise<Limiter & { broken(): Promise<void> }> {
  const connected = await broker();
  const started = new Limiter({ broker: connected, clock });
  started.start();
  cleanUps.push(() => started.stop());
  return Object.assign(started, { broken: () => connected.connection.close() });
}

async function client(clock?: Clock): Promise<LimitClient> {
  const { connection, clock: serverClock } = await broker();
  const made = new LimitClient({ connection, workload: 'demo', clock: clock ?? serverClock });
  cleanUps.push(() => made.close());
  return made;
}

/** Rows of a burst go out in the next turn of the event loop. */
const flushed = () => new Promise((resolve) => setImmediate(resolve));

/** Takes until `until` and returns when each use began. */
async function takeUntil(user: LimitClient, definition: LimitDefinition, until: number): Promise<number[]> {
  const uses: number[] = [];
  while (Date.now() < until) {
    try {
      await user.take(definition);
      uses.push(performance.timeOrigin + performance.now());
    } catch (error) {
      if (!(error instanceof LimitDeferred)) throw error;
    }
  }
  return uses;
}

/** A process of its own; resolves when it is ready to take. */
async function childUser(definition: LimitDefinition): Promise<{ takeUntil(until: number): Promise<number[]> }> {
  const child = fork(
    fileURLToPath(new URL('./testing/limit-user.js', import.meta.url)),
    [nats().url, JSON.stringify(definition)],
    { execArgv: [] },
  );
  cleanUps.push(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    takeUntil: async (until) => {
      child.send(until);
      const [uses] = (await once(child, 'message')) as [number[]];
      return uses;
    },
  };
}

describe('limiter', () => {
  it('begins anew when what is stored of a limit cannot be read, and keeps that as a dead letter', async () => {
    const { jetstream, manager } = await broker();
    const definition = limitOf(perSecond(5));
    const subject = `$KV.limits.demo.${definition.name}`;
    await jetstream.publish(subject, '{oops');
    await limiter();
    const user = await client();
    await user.take(definition);
    const letter = await manager.streams.getMessage('DEAD', { last_by_subj: `dead.demo.limits.${definition.name}.*` });
    expect(letter!.json()).toMatchObject({ subject, error: { code: 'MESSAGE_INVALID' } });
  });

  it('grants four clients, one of them a process of its own, never more than the limit in any window', async () => {
    await limiter();
    await limiter();
    const definition = limitOf(perSecond(20), { limit: 300, perMs: 60_000, kind: 'sliding' });
    const clients = await Promise.all([client(), client(), client()]);
    const child = await childUser(definition);
    const until = Date.now() + 8_000;
    const perClient = await Promise.all([
      child.takeUntil(until),
      ...clients.map((user) => takeUntil(user, definition, until)),
    ]);
    const uses = perClient.flat().toSorted((a, b) => a - b);
    expect(perClient.every((part) => part.length > 0)).toBe(true);
    expect(mostWithin(uses, 1_000)).toBeLessThanOrEqual(20);
    // How much of the limit is used is a matter of the machine's load; that it goes on being granted is not.
    expect(uses.length).toBeGreaterThan(2 * 20);
  });

  it('is taken over when its owner is gone, without a use too many', async () => {
    const replicas = [await limiter(), await limiter()];
    const definition = limitOf(perSecond(20));
    const users = await Promise.all([client(), client()]);
    const until = Date.now() + 9_000;
    const taking = Promise.all(users.map((user) => takeUntil(user, definition, until)));
    await new Promise((resolve) => setTimeout(resolve, 2_300));
    const owner = replicas.find(({ ownedShards }) => ownedShards.includes(limitShard('demo', definition.name, '')))!;
    const killedAt = performance.timeOrigin + performance.now();
    await owner.broken();
    const uses = (await taking).flat();
    expect(mostWithin(uses, 1_000)).toBeLessThanOrEqual(20);
    const resumedAt = Math.min(...uses.filter((at) => at > killedAt + 100));
    expect(resumedAt - killedAt).toBeLessThan(5_500);
  });

  it('never exceeds a day over restarts, and loses nothing when they are orderly', async () => {
    const definition = limitOf(perDay(30), perSecond(1_000));
    const user = await client();
    let granted = 0;
    const takeSome = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        await user.take(definition);
        granted += 1;
      }
    };
    const first = await limiter();
    await takeSome(10);
    await first.stop();
    const second = await limiter();
    await takeSome(10);
    await second.broken();
    await limiter();
    // What a killed limiter had granted and nobody used is lost; what was used is never forgotten.
    const refusal: unknown = await takeSome(30).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LimitDeferred);
    expect(refusal).toMatchObject({ reason: 'quota used up until 00:00 UTC' });
    expect(new Date((refusal as LimitDeferred).retryAt).toISOString()).toMatch(/T00:00:00.000Z$/);
    expect(granted).toBeLessThanOrEqual(30);
    expect(granted).toBeGreaterThan(25);
  });

  it('starts a new day at 00:00 UTC', async () => {
    const definition = limitOf(perDay(1));
    const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
    const user = await client(clock);
    const replica = await limiter(clock);
    await user.take(definition);
    await expect(user.take(definition)).rejects.toBeInstanceOf(LimitDeferred);
    await replica.stop();
    clock.offsetMs += 86_400_000;
    await limiter(clock);
    await user.take(definition);
  });

  it('leaves a reserve of the day to those who may use it', async () => {
    await limiter();
    const definition = limitOf(perDay(5));
    const user = await client();
    await user.take(definition, { cost: 3, reserve: 2 });
    await expect(user.take(definition, { reserve: 2 })).rejects.toMatchObject({
      reason: "the last 2 of the day's quota are kept for others until 00:00 UTC",
    });
    await user.take(definition, { cost: 2 });
    expect(await user.status(definition)).toMatchObject({ granted: false, dayRemaining: 0 });
  });

  it('holds everybody back while closed, also those that wait already and after a restart', async () => {
    const replica = await limiter();
    const definition = limitOf({ limit: 1, perMs: 4_000, kind: 'sliding' });
    const [first, second] = [await client(), await client()];
    await first.take(definition);
    const waiting = second.take(definition, { waiter: 'job-1' }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const until = Date.now() + 60_000;
    await first.closeUntil(definition, until, '429 from upstream');
    expect(await waiting).toMatchObject({ name: 'LimitDeferred', retryAt: until, reason: '429 from upstream' });
    await replica.stop();
    await limiter();
    await expect(first.take(definition)).rejects.toMatchObject({ retryAt: until });
    expect(await second.status(definition)).toMatchObject({ granted: false, closedUntil: until });
  });

  it('takes back a grant that was not used', async () => {
    await limiter();
    const definition = limitOf(perDay(3));
    const user = await client();
    await user.take(definition);
    const turn = await new Promise<LimitTurn>((resolve) => {
      const use = { definition, key: '', id: 'unused', cost: 2, reserve: 0 };
      user.ask(use, {
        onVerdict: (asked) => {
          if (asked.state === 'granted') resolve(asked);
        },
        onSilence: () => {},
      });
    });
    expect(await user.status(definition)).toMatchObject({ dayRemaining: 0 });
    user.release(turn);
    await flushed();
    expect(await user.status(definition)).toMatchObject({ dayRemaining: 2 });
  });

  it('takes over what the upstream says is left of the day', async () => {
    await limiter();
    const definition = limitOf(perDay(1_000));
    const user = await client();
    await user.take(definition);
    user.observe(definition, { dayRemaining: 1, dayLimit: 100 });
    expect(await user.status(definition)).toMatchObject({ dayRemaining: 1, dayLimit: 100 });
    await user.take(definition);
    await expect(user.take(definition)).rejects.toMatchObject({ reason: 'quota used up until 00:00 UTC' });
  });

  it('defers a long wait and keeps the turn of whoever returns', async () => {
    await limiter();
    const definition = limitOf({ limit: 1, perMs: 7_000, kind: 'sliding' });
    const user = await client();
    const startedAt = Date.now();
    await user.take(definition);
    const promised = (await user
      .take(definition, { waiter: 'job-1' })
      .catch((error: unknown) => error)) as LimitDeferred;
    expect(promised).toBeInstanceOf(LimitDeferred);
    expect(promised.retryAt - startedAt).toBeGreaterThanOrEqual(7_000);
    const newcomer = (await user
      .take(definition, { waiter: 'job-2' })
      .catch((error: unknown) => error)) as LimitDeferred;
    expect(newcomer.retryAt - promised.retryAt).toBeGreaterThanOrEqual(7_000);
    await new Promise((resolve) => setTimeout(resolve, promised.retryAt - Date.now()));
    await user.take(definition, { waiter: 'job-1' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(7_000);
    // Nobody passes whoever was promised the turn.
    await expect(user.take(definition, { waiter: 'job-2' })).rejects.toBeInstanceOf(LimitDeferred);
  });

  it('is no reason to wait for ever when no limiter runs', async () => {
    const user = await client();
    const startedAt = Date.now();
    await expect(user.take(limitOf(perSecond(1)))).rejects.toMatchObject({ reason: 'no limiter answers' });
    expect(Date.now() - startedAt).toBeLessThan(7_000);
  });

  it('refuses a cost that can never be granted', async () => {
    const user = await client();
    await expect(user.take(limitOf(perSecond(5)), { cost: 6 })).rejects.toThrow('must be at most 5, got 6');
  });
});
