import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeStages, Stage } from '../stage/stage.js';
import { SILENT_WORKER_MS } from './limiter.js';
import { limitedWorkload } from './testing/limited-workload.js';
import { LimiterFleet } from './testing/limiter-fleet.js';
import { machineNow, mostAtOnce } from './testing/use-ledger.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup() {
  const stage = new Stage(nats().url);
  const types = limitedWorkload(stage.name);
  await stage.begin({ workload: types.workload, topology: { ackWaitMs: 30_000 } });
  const fleet = new LimiterFleet(stage);
  await fleet.start('limiter');
  /** Looked at until it is so: what handlers do in other processes stands in a file. Without a number: one of `others`. */
  const begun = async (n?: number) => {
    for (;;) {
      const run = fleet.runs().find((each) => (n === undefined ? each.n >= 2 && each.n < 100 : each.n === n));
      if (run) return run;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** So many that the worker which holds the key, and takes in hand what it cannot look at, does not have them all. */
  const others = () =>
    stage.client.enqueueMany(
      types.holdSlot,
      Array.from({ length: 30 }, (_, index) => ({ n: 2 + index, key: 'a', ms: 10 })),
    );
  /** A worker that decides the key alone and holds it. */
  const decidingAlone = async () => {
    const worker = await fleet.start('worker');
    const delegated = seesDelegation(stage);
    for (let n = 100; !delegated(); n += 1)
      await stage.reached((await stage.client.enqueue(types.holdSlot, { n, key: 'a', ms: 10 })).id, 'succeeded');
    await stage.client.enqueue(types.holdSlot, { n: 1, key: 'a', ms: 60_000 });
    await begun(1);
    return worker;
  };
  return { stage, fleet, begun, others, decidingAlone, ...types };
}

describe('what a worker holds of a concurrency limit', () => {
  it('stays its own while a handler blocks the event loop for longer than a silent worker is waited for', async () => {
    const { stage, fleet, begun, others, holdSlot } = await setup();
    await fleet.start('worker');
    const blockMs = 2 * SILENT_WORKER_MS;
    const blocking = await stage.client.enqueue(holdSlot, { n: 1, key: 'a', ms: blockMs, block: true });
    await begun(1);
    await fleet.start('worker');
    const next = await others();
    await Promise.all([blocking, ...next].map(({ id }) => stage.reached(id, 'succeeded')));
    const runs = fleet.runs();
    expect(runs[0]).toMatchObject({ n: 1 });
    expect(runs[0]!.to - runs[0]!.from).toBeGreaterThan(blockMs - 10);
    expect(mostAtOnce(runs)).toBe(1);
  });

  it('stays its own when the limiter was held up meanwhile', async () => {
    const { stage, fleet, begun, others, holdSlot } = await setup();
    await fleet.start('worker');
    const blocking = await stage.client.enqueue(holdSlot, {
      n: 1,
      key: 'a',
      ms: 4 * SILENT_WORKER_MS,
      block: true,
    });
    await begun(1);
    await fleet.start('worker');
    const next = await others();
    const [limiter] = fleet.of('limiter');
    limiter!.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, SILENT_WORKER_MS + 2_000));
    limiter!.kill('SIGCONT');
    await Promise.all([blocking, ...next].map(({ id }) => stage.reached(id, 'succeeded')));
    expect(mostAtOnce(fleet.runs())).toBe(1);
  });

  it('is free again within nine seconds after the worker was killed, long before its job comes back', async () => {
    const { stage, fleet, begun, holdSlot } = await setup();
    const worker = await fleet.start('worker');
    await stage.client.enqueue(holdSlot, { n: 1, key: 'a', ms: 60_000 });
    await begun(1);
    await fleet.kill(worker);
    const killedAt = machineNow();
    await fleet.start('worker');
    await stage.client.enqueue(holdSlot, { n: 2, key: 'a', ms: 10 });
    const { from } = await begun(2);
    // Silence, the sweep that notices it, and the way of a promoted job.
    expect(from - killedAt).toBeLessThan(SILENT_WORKER_MS + 4_000);
  });

  it('is free again as soon after the kill of a worker that decided it alone, and not before', async () => {
    const { stage, fleet, begun, others, decidingAlone, holdSlot } = await setup();
    const worker = await decidingAlone();
    await fleet.start('worker');
    // The second worker has the delegation called back, and the limiter learns of what is held.
    const quick = await stage.client.enqueueMany(
      holdSlot,
      Array.from({ length: 40 }, (_, n) => ({ n: 1_000 + n, key: `b-${n}`, ms: 10 })),
    );
    for (const { id } of quick) await stage.reached(id, 'succeeded');
    await fleet.kill(worker);
    const killedAt = machineNow();
    await others();
    const { from } = await begun();
    expect(from - killedAt).toBeGreaterThan(1_000);
    // What it ran itself comes back after thirty seconds.
    expect(from - killedAt).toBeLessThan(SILENT_WORKER_MS + 7_000);
    expect(mostAtOnce(fleet.runs().filter(({ key }) => key === 'a'))).toBe(1);
  });

  it('is waited for when a worker is stopped that had told nobody what it decided alone', async () => {
    const { fleet, begun, others, decidingAlone } = await setup();
    const worker = await decidingAlone();
    // Stopped, it returns nothing; it may go on at any moment, and what it runs runs on.
    worker.kill('SIGSTOP');
    const stoppedAt = machineNow();
    await fleet.start('worker');
    await others();
    const { from } = await begun();
    await fleet.kill(worker);
    expect(from - stoppedAt).toBeGreaterThan(SILENT_WORKER_MS - 2_000);
    expect(from - stoppedAt).toBeLessThan(SILENT_WORKER_MS + 4_000);
  });
});

/** Says whether the limiter has delegated anything since. */
function seesDelegation({ broker }: Stage): () => boolean {
  let seen = false;
  broker.connection.subscribe('_INBOX.>', {
    callback: (_, message) => {
      if (message.string().includes('"delegated":[[')) seen = true;
    },
  });
  return () => seen;
}
