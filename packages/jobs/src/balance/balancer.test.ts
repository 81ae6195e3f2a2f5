import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup(options: Parameters<Stage['worker']>[1] = {}) {
  const stage = new Stage(nats().url);
  const input = z.object({});
  const idle = stage.job('idle', { input, queue: 'idle' });
  const busy = stage.job('work', { input, queue: 'busy' });
  await stage.begin();
  let running = 0;
  let most = 0;
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const hold = async () => {
    running += 1;
    most = Math.max(most, running);
    stage.look();
    await held;
    running -= 1;
  };
  const worker = await stage.worker([handle(idle, () => {}), handle(busy, hold)], {
    queues: [
      { name: 'idle', slots: 3 },
      { name: 'busy', slots: 1 },
    ],
    ...options,
  });
  stage.onClose(() => letGo());
  const enqueue = () =>
    stage.client.enqueueMany(
      busy,
      Array.from({ length: 20 }, () => ({})),
    );
  return { stage, worker, enqueue, running: () => running, most: () => most, letGo: () => letGo() };
}

describe('a worker that balances', () => {
  it('moves slots to the queue with the backlog until the other has its minimum', async () => {
    const { stage, worker, enqueue, running } = await setup({ balance: { strategy: 'time', cooldown: '50ms' } });
    await enqueue();
    await stage.until(() => running() === 3);
    expect([worker.slotsOf('idle'), worker.slotsOf('busy')]).toEqual([1, 3]);
  });

  it('leaves a queue what its own minimum is', async () => {
    const { stage, worker, enqueue, running } = await setup({
      queues: [
        { name: 'idle', slots: 3, minSlots: 2 },
        { name: 'busy', slots: 1 },
      ],
      balance: { strategy: 'order', cooldown: '50ms' },
    });
    await enqueue();
    await stage.until(() => running() === 2);
    expect([worker.slotsOf('idle'), worker.slotsOf('busy')]).toEqual([2, 2]);
  });

  it('refuses bounds that its slots do not fit', async () => {
    await expect(
      setup({ queues: [{ name: 'idle', slots: 3, minSlots: 4 }, { name: 'busy' }], balance: { strategy: 'time' } }),
    ).rejects.toThrow('worker.queues[0].minSlots must be a whole number from 1 to its slots, 3, got 4');
  });
});

describe('setSlots', () => {
  it('changes how many run at once, up and down', async () => {
    const { stage, worker, enqueue, running, most, letGo } = await setup();
    await enqueue();
    await stage.until(() => running() === 1);
    worker.setSlots('busy', 4);
    await stage.until(() => running() === 4);
    worker.setSlots('busy', 2);
    expect(() => worker.setSlots('busy', 0)).toThrow('must be at least 1, got 0');
    expect(() => worker.setSlots('bussy', 1)).toThrow('worker.queues hold no bussy; did you mean busy?');
    letGo();
    await stage.empty();
    expect(most()).toBe(4);
  });
});
