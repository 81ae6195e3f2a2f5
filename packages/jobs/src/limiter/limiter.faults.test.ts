import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LimitDefinition } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { mostWithin } from '../stage/most-within.js';
import { closeStages, Stage } from '../stage/stage.js';
import { LimitClient } from './limit-client.js';
import { FEW_AT_ONCE, limitedWorkload, QUICK_WINDOW, UPSTREAM_WINDOWS } from './testing/limited-workload.js';
import { LimiterFleet, type FleetRole } from './testing/limiter-fleet.js';
import { mostAtOnce } from './testing/use-ledger.js';

const nats = natsForTest();
afterEach(closeStages);

const ACK_WAIT_MS = 3_000;
const KILLING_MS = 20_000;
/** Longer than a shard is without an owner: what is held must be known to the next one. */
const LONG_MS = 4_500;

async function setup() {
  const stage = new Stage(nats().url);
  const types = limitedWorkload(stage.name);
  await stage.begin({ workload: types.workload, topology: { ackWaitMs: ACK_WAIT_MS } });
  const fleet = new LimiterFleet(stage);
  await Promise.all((['limiter', 'limiter', 'worker', 'worker', 'worker'] as const).map((role) => fleet.start(role)));
  const { connection, clock } = stage.broker;
  const limits = new LimitClient({ connection, workload: stage.name, clock });
  stage.onClose(() => limits.close());
  const definition = (name: string): LimitDefinition =>
    types.workload.contracts
      .flatMap((contract) => contract.limits ?? [])
      .find((limit) => limit.definition.name === name)!.definition;
  return { stage, fleet, limits, definition, ...types };
}

/** Kills one of them at random, now and then, and starts another in its place: until then, and so many times at least. */
async function killAtRandom(
  fleet: LimiterFleet,
  role: FleetRole,
  { everyMs, until, least }: { everyMs: number; until: number; least: number },
): Promise<void> {
  for (let kills = 0; ; kills += 1) {
    await sleep(everyMs * (0.5 + Math.random()));
    if (Date.now() >= until && kills >= least) return;
    const members = fleet.of(role);
    await fleet.kill(members[Math.floor(Math.random() * members.length)]!);
    await fleet.start(role);
  }
}

describe('limits while limiters and workers are killed', () => {
  it('are never exceeded, and nothing that was held stays held', async () => {
    const { stage, fleet, limits, definition, holdSlot, holdBoth, askQuickly } = await setup();
    const keys = ['a', 'b', 'c', 'd'];
    const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
    const jobs = (
      await Promise.all([
        stage.client.enqueueMany(
          holdSlot,
          numbers(100).map((n) => ({ n, key: keys[n % keys.length]!, ms: n % 9 === 0 ? LONG_MS : 150 })),
        ),
        stage.client.enqueueMany(
          holdBoth,
          numbers(40).map((n) => ({ n, key: '', ms: n % 3 === 0 ? LONG_MS : 250 })),
        ),
        stage.client.enqueueMany(
          askQuickly,
          numbers(80).map((n) => ({ n })),
        ),
      ])
    ).flat();
    const until = Date.now() + KILLING_MS;
    await Promise.all([
      killAtRandom(fleet, 'limiter', { everyMs: 5_000, until, least: 2 }),
      killAtRandom(fleet, 'worker', { everyMs: 3_000, until, least: 4 }),
    ]);
    await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    await stage.empty();
    const runs = fleet.runs();
    for (const key of keys) expect(mostAtOnce(runs.filter((run) => run.key === key))).toBe(1);
    expect(mostAtOnce(runs.filter(({ job }) => job === 'hold-both'))).toBeLessThanOrEqual(FEW_AT_ONCE);
    const starts = (type: string) => runs.filter(({ job }) => job === type).map(({ from }) => from);
    expect(mostWithin(starts('ask-quickly'), QUICK_WINDOW.perMs)).toBeLessThanOrEqual(QUICK_WINDOW.limit);
    for (const { limit, perMs } of UPSTREAM_WINDOWS)
      expect(mostWithin(starts('hold-both'), perMs)).toBeLessThanOrEqual(limit);
    // Every run of a job that was lost with its worker was begun again on the same attempt.
    expect(stage.events.filter(({ state, attempt }) => state === 'dead' || attempt !== 1)).toEqual([]);
    const held = async (): Promise<unknown[]> =>
      Promise.all([
        limits.status(definition('few-at-once')),
        limits.status(definition('upstream')),
        limits.status(definition('quick')),
        ...keys.map((key) => limits.status(definition('one-per-key'), key)),
      ]).then((all) => all.map((status) => [status.held ?? 0, status.waiting]));
    const nothing = Array.from({ length: 3 + keys.length }, () => [0, 0]);
    // The last words of workers and the silence of the killed ones take their time.
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline && JSON.stringify(await held()) !== JSON.stringify(nothing)) await sleep(100);
    expect(await held()).toEqual(nothing);
  });
});
