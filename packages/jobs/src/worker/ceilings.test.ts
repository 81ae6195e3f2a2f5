import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { killWorkload, note, type Note } from '../stage/kill-workload.js';
import { closeStages, Stage } from '../stage/stage.js';
import { CeilingWatch, type Ceilings } from './ceilings.js';
import { handle } from './handler.js';

const MB = 2 ** 20;

describe('a watch over ceilings', () => {
  function setup(ceilings: Ceilings) {
    const process = { nowMs: 1_000, rss: 100 * MB, running: 2 };
    const told: unknown[] = [];
    const watch = new CeilingWatch({
      ceilings,
      running: () => process.running,
      onReached: (reached) => told.push(reached),
      onDrained: () => told.push('drained'),
      now: () => process.nowMs,
      rss: () => process.rss,
      random: () => 0.5,
    });
    watch.start();
    afterEachWatch.push(() => watch.stop());
    return { process, told, watch };
  }
  const afterEachWatch: (() => void)[] = [];
  afterEach(() => afterEachWatch.splice(0).forEach((stop) => stop()));

  it('tells of the memory once, and of the end when nothing runs any more', () => {
    const { process, told, watch } = setup({ memoryMb: 200 });
    watch.runOnce();
    expect(told).toEqual([]);
    process.rss = 250 * MB;
    watch.runOnce();
    watch.runOnce();
    expect(told).toEqual([{ ceiling: 'memoryMb', limit: 200, value: 250 }]);
    process.running = 0;
    watch.runOnce();
    expect(told.slice(1)).toEqual(['drained']);
  });

  it('ends a lifetime up to a tenth earlier', () => {
    const { process, told, watch } = setup({ lifetime: '100s' });
    process.nowMs += 94_999;
    watch.runOnce();
    expect(told).toEqual([]);
    process.nowMs += 1;
    watch.runOnce();
    expect(told).toEqual([{ ceiling: 'lifetime', limit: 95_000, value: 95_000 }]);
  });

  it('tells of the last job at its start', () => {
    const { told, watch } = setup({ jobs: 2, memoryMb: 200 });
    watch.count();
    expect(told).toEqual([]);
    watch.count();
    expect(told).toEqual([{ ceiling: 'jobs', limit: 2, value: 2 }]);
  });

  it('refuses what is no ceiling', () => {
    expect(() => setup({ jobs: 0 })).toThrow('ceilings.jobs must be more than 0, got 0');
    expect(() => setup({ lifetime: 'long' as '1h' })).toThrow('ceilings.lifetime must be a number and a unit');
    expect(() => setup({ memory: 5 } as Ceilings)).toThrow('ceilings.memory is no ceiling; did you mean memoryMb?');
  });
});

describe('a worker with a ceiling', () => {
  const nats = natsForTest();
  afterEach(closeStages);

  it('starts exactly so many jobs, lets them finish, and gives the others back unspent', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('wait', { input: z.object({ n: z.int() }) });
    await stage.begin();
    await stage.client.enqueueMany(
      job,
      Array.from({ length: 20 }, (_, n) => ({ n })),
    );
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const told: unknown[] = [];
    const worker = await stage.worker([handle(job, () => held)], { slots: 3, ceilings: { jobs: 5 } });
    worker.on('ceilingReached', ({ ceiling }) => told.push(ceiling));
    const drained = once(worker, 'drained').then(() => told.push('drained'));
    letGo();
    await drained;
    expect(told).toEqual(['jobs', 'drained']);
    await worker.stop();
    const succeeded = stage.events.filter(({ state }) => state === 'succeeded');
    expect(succeeded).toHaveLength(5);
    expect(await stage.unfinished()).toBe(15);
    expect(stage.events.every(({ attempt }) => attempt === 1)).toBe(true);
    expect(stage.events.filter(({ run }) => run?.outcome === 'interrupted')).toEqual([]);
  });

  it('in a process of its own ends it with code 0, and the next process goes on', async () => {
    const stage = new Stage(nats().url);
    const { workload, runQuick } = killWorkload(stage.name);
    await stage.begin({ workload });
    const ran: Note[] = [];
    stage.broker.connection.subscribe(note(stage.name), {
      callback: (_, message) => {
        ran.push(message.json<Note>());
        message.respond();
        stage.look();
      },
    });
    await stage.client.enqueueMany(
      runQuick,
      Array.from({ length: 30 }, (_, n) => ({ n })),
    );
    const exits: unknown[] = [];
    for (const ceilings of [{ jobs: 10 }, { memoryMb: 1 }, { lifetime: '1ms' }] as const) {
      const child = stage.process({ slots: 2, ceilings });
      exits.push(await once(child, 'exit'));
    }
    expect(exits).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
    stage.process({ slots: 2 });
    await stage.until(() => ran.length === 30);
    expect(new Set(ran.map(({ n }) => n)).size).toBe(30);
    expect(ran.every(({ attempt }) => attempt === 1)).toBe(true);
    expect(new Set(ran.map(({ pid }) => pid)).size).toBeGreaterThanOrEqual(2);
  });
});
