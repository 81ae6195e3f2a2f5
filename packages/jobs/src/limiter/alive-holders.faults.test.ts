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
  /** Looked at until it is so: what handlers do in other processes stands in a file. */
  const begun = async (n: number) => {
    for (;;) {
      const run = fleet.runs().find((each) => each.n === n);
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
  return { stage, fleet, begun, others, ...types };
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
});
