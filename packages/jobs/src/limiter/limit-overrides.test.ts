import { afterEach, describe, expect, it } from '@jest/globals';
import type { LimitDefinition, LimitTerms } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { mostWithin } from '../stage/most-within.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import { LimitClient } from './limit-client.js';
import { LimitDeferred } from './limit-deferred.js';
import { limitShard } from './limit-key.js';
import { Limiter } from './limiter.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({});
const why = { reason: 'a test', by: 'ada' };
/** Within this every replica has learned of an override. */
const LEARNED_MS = 2_000;

async function setup() {
  const stage = new Stage(nats().url);
  const hold = stage.job('hold-slot', { input: Input, concurrency: [{ name: 'at-once', limit: 3 }] });
  const keyed = stage.job('ask-upstream', {
    input: z.object({ user: z.string() }),
    rateLimit: [{ name: 'per-user', limit: 10, per: '1s', by: ({ user }) => user }],
  });
  const daily = stage.job('ask-daily', { input: Input, rateLimit: [{ name: 'daily', limit: 100, per: 'utc-day' }] });
  const rare = stage.job('ask-rarely', { input: Input, rateLimit: [{ name: 'rare', limit: 1, per: '1h' }] });
  await stage.begin({ buckets: true });
  const limiter = () => {
    const replica = new Limiter({ broker: stage.broker });
    replica.start();
    stage.onClose(() => replica.stop());
    return replica;
  };
  const replicas = [limiter(), limiter()];
  const held: (() => void)[] = [];
  await stage.worker([
    handle(keyed, () => {}),
    handle(daily, () => {}),
    handle(rare, () => {}),
    handle(
      hold,
      () =>
        new Promise<void>((resolve) => {
          held.push(resolve);
          stage.look();
        }),
    ),
  ]);
  const { state } = await workerOf(stage);
  while (Object.keys(state.subjects ?? {}).length === 0) Object.assign(state, (await workerOf(stage)).state);
  const { connection, clock } = stage.broker;
  const user = new LimitClient({ connection, workload: stage.name, clock });
  stage.onClose(() => user.close());
  const definition = (contract: { limits: readonly { definition: LimitDefinition }[] | undefined }) =>
    contract.limits![0]!.definition;
  const override = (limit: string, terms: LimitTerms) => stage.client.limits.override(stage.name, limit, terms, why);
  return { stage, client: stage.client, hold, keyed, daily, rare, limiter, replicas, held, user, definition, override };
}

function workerOf({ broker, name }: Stage) {
  return broker.manager.streams.info('KV_workers', { subjects_filter: `$KV.workers.${name}.>` });
}

/** Asks again and again until it is so: the limiter tells nobody what it has learned. */
async function learned(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a limit that is overridden', () => {
  it('is never exceeded while it changes, by any replica, and holds within two seconds', async () => {
    const { stage, client, keyed, replicas, user, definition, override } = await setup();
    const limit = definition(keyed);
    const ownerOf = (key: string) =>
      replicas.find(({ ownedShards }) => ownedShards.includes(limitShard(stage.name, limit.name, key)));
    const names = Array.from({ length: 12 }, (_, n) => `user-${n}`);
    await learned(async () => replicas.every(({ ownedShards }) => ownedShards.length === 8));
    const keys = replicas.flatMap((replica) => names.filter((key) => ownerOf(key) === replica).slice(0, 2));
    expect(new Set(keys.map(ownerOf)).size).toBe(2);

    let until = Infinity;
    const now = () => performance.timeOrigin + performance.now();
    const taking = keys.map(async (key) => {
      const uses: number[] = [];
      while (now() < until) {
        try {
          await user.take(limit, { key });
          uses.push(now());
        } catch (error) {
          if (!(error instanceof LimitDeferred)) throw error;
        }
      }
      return uses;
    });
    const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    await pass(1_500);
    await override('per-user', { windows: [{ limit: 2, per: '1s' }] });
    const stricterAt = now();
    await pass(LEARNED_MS + 2_500);
    const resetAt = now();
    await client.limits.reset(stage.name, 'per-user');
    await pass(LEARNED_MS + 1_500);
    until = now();
    for (const uses of await Promise.all(taking)) {
      const within = (from: number, to: number) =>
        mostWithin(
          uses.filter((at) => at >= from && at <= to),
          1_000,
        );
      expect(within(0, Infinity)).toBeLessThanOrEqual(10);
      expect(within(0, stricterAt)).toBeGreaterThan(2);
      expect(within(stricterAt + LEARNED_MS, resetAt)).toBeLessThanOrEqual(2);
      expect(within(stricterAt + LEARNED_MS, resetAt)).toBeGreaterThan(0);
      expect(within(resetAt + LEARNED_MS, Infinity)).toBeGreaterThan(2);
    }
  });

  it('starts no job until fewer run than a lower number at once, and more at once when it is raised', async () => {
    const { stage, client, hold, held, user, definition, override } = await setup();
    const jobs = await client.enqueueMany(
      hold,
      Array.from({ length: 10 }, () => ({})),
    );
    await stage.until(() => held.length === 3);
    await override('at-once', { atOnce: 2 });
    const status = () => user.status(definition(hold));
    await learned(async () => (await status()).atOnce === 2);
    held[0]!();
    await learned(async () => (await status()).held === 2);
    expect(held).toHaveLength(3);
    held[1]!();
    await stage.until(() => held.length === 4);
    expect(await status()).toMatchObject({ held: 2, atOnce: 2 });
    await override('at-once', { atOnce: 5 });
    await stage.until(() => held.length === 7);
    expect(await status()).toMatchObject({ held: 5, atOnce: 5 });
    await client.limits.reset(stage.name, 'at-once', why);
    await learned(async () => (await status()).atOnce === 3);
    let ended = 2;
    while (ended < 10) {
      await stage.until(() => held.length > ended);
      held[ended]!();
      ended += 1;
    }
    for (const { id } of jobs) await stage.reached(id, 'succeeded');
  });

  it('counts what was used before, is known to replicas that start later, and counts on when it is reset', async () => {
    const { stage, client, daily, limiter, replicas, user, definition, override } = await setup();
    const limit = definition(daily);
    const remaining = async () => (await user.status(limit)).dayRemaining;
    for (let n = 0; n < 3; n += 1) await user.take(limit);
    await override('daily', { windows: [{ limit: 5, per: 'utc-day' }] });
    await learned(async () => (await remaining()) === 2);
    await user.take(limit);
    for (const replica of replicas) await replica.stop();
    limiter();
    await user.take(limit);
    const late = { waiter: 'late' };
    await expect(user.take(limit, late)).rejects.toMatchObject({ reason: 'quota used up until 00:00 UTC' });
    await client.limits.reset(stage.name, 'daily', why);
    // Whoever waited has its turn at once.
    await learned(async () => (await remaining()) === 94);
    await user.take(limit, late);
    expect(await remaining()).toBe(94);
  });

  it('lets jobs start at once that are parked for it', async () => {
    const { stage, client, rare, override } = await setup();
    const [first, ...others] = await client.enqueueMany(rare, [{}, {}, {}]);
    await stage.reached(first!.id, 'succeeded');
    for (const { id } of others) await stage.reached(id, 'scheduled');
    await override('rare', { windows: [{ limit: 3, per: '1h' }] });
    for (const { id } of others) expect(await stage.reached(id, 'succeeded')).toMatchObject({ attempt: 1 });
  });

  it('of one per key is written down once its windows are long, and survives its replicas', async () => {
    const { client, stage, keyed, limiter, replicas, user, definition, override } = await setup();
    const limit = definition(keyed);
    await user.take(limit, { key: 'ada' });
    await override('per-user', { windows: [{ limit: 3, per: '1h' }] });
    const isFull = async () => {
      try {
        await user.take(limit, { key: 'ada' });
        return false;
      } catch (error) {
        return error instanceof LimitDeferred;
      }
    };
    await learned(isFull);
    for (const replica of replicas) await replica.stop();
    limiter();
    expect(await isFull()).toBe(true);
    await client.limits.reset(stage.name, 'per-user');
  });

  it('is refused for bad numbers, for the other kind, and for what is not there', async () => {
    const { stage, client, override } = await setup();
    const atOnce = { atOnce: 1 };
    const refusals: [string, unknown, string, string][] = [
      ['daily', { windows: [{ limit: 0, per: '1s' }] }, 'CONFIGURATION_INVALID', 'override.windows[0].limit must be'],
      ['Daily', atOnce, 'CONFIGURATION_INVALID', 'limits.limit must be kebab-case, got "Daily"'],
      ['daily', undefined, 'CONFIGURATION_INVALID', 'override must be { windows'],
      [
        'dayly',
        atOnce,
        'TARGET_UNKNOWN',
        `limit ${stage.name}/dayly: no worker that runs names it; did you mean daily?`,
      ],
      ['daily', atOnce, 'TARGET_UNKNOWN', 'of that kind: it has windows'],
    ];
    for (const [limit, terms, code, message] of refusals)
      await expect(override(limit, terms as LimitTerms)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    await override('daily', { windows: [{ limit: 7, per: '1m' }] });
    expect((await client.overrides()).filter(({ workload }) => workload === stage.name)).toMatchObject([
      { what: `limit ${stage.name}/daily`, terms: { windows: [{ limit: 7, per: '1m' }] }, by: 'ada' },
    ]);
  });
});
