import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { natsForTest } from '@kickoff/embedded/testing';
import { ACK_WAIT_MS as PLATFORM_ACK_WAIT_MS } from '../broker/topology.js';
import { KILLER_LOSSES, killWorkload, note, type KillWorkload, type Note } from '../stage/kill-workload.js';
import { closeStages, Stage } from '../stage/stage.js';

const nats = natsForTest();
afterEach(closeStages);

const ACK_WAIT_MS = 3_000;

interface Setup extends KillWorkload {
  stage: Stage;
  notes: Note[];
  /** Answers a process's note only when this says so, which holds its handler where it is. */
  hold: { until?: Promise<void> };
  start(slots?: number): Promise<ChildProcess>;
  /** Starts the next process whenever one dies, until the stage closes. */
  respawn(slots?: number): void;
}

async function setup({ ackWaitMs } = { ackWaitMs: ACK_WAIT_MS }): Promise<Setup> {
  const stage = new Stage(nats().url);
  const types = killWorkload(stage.name);
  await stage.begin({ workload: types.workload, topology: { ackWaitMs } });
  const notes: Note[] = [];
  const hold: Setup['hold'] = {};
  stage.broker.connection.subscribe(note(stage.name), {
    callback: (_, message) => {
      notes.push(message.json<Note>());
      void Promise.resolve(hold.until).then(() => message.respond());
      stage.look();
    },
  });
  const start = async (slots?: number): Promise<ChildProcess> => {
    const child = stage.process({ slots });
    await once(child, 'message');
    return child;
  };
  const respawn = (slots?: number): void => {
    const child = stage.process({ slots });
    child.once('exit', () => {
      if (!stage.closed) respawn(slots);
    });
  };
  return { ...types, stage, notes, hold, start, respawn };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  process.kill(child.pid!, 'SIGKILL');
  await gone;
}

describe('a worker that is killed', () => {
  it('spends no attempt of the 49 jobs that it had fetched beside the one it ran', async () => {
    const { stage, runQuick, notes, hold, start } = await setup();
    // Quick runs make the worker fetch ahead; then one handler is held and the others wait behind it.
    const first = await start(1);
    const warm = await stage.client.enqueueMany(
      runQuick,
      Array.from({ length: 20 }, (_, n) => ({ n: -1 - n })),
    );
    await Promise.all(warm.map(({ id }) => stage.reached(id, 'succeeded')));
    let release = (): void => {};
    hold.until = new Promise((resolve) => (release = resolve));
    const jobs = await stage.client.enqueueMany(
      runQuick,
      Array.from({ length: 50 }, (_, n) => ({ n })),
    );
    await stage.until(() => notes.some(({ n }) => n >= 0));
    // Asked until it is so: on a busy machine the jobs arrive late, and they go back when they have waited for a second.
    let inHand = 0;
    while (inHand < 2) {
      ({ num_ack_pending: inHand } = await stage.broker.manager.consumers.info(`JOBS_${stage.name}`, 'work_normal'));
    }
    await kill(first);
    release();
    hold.until = undefined;
    await start(10);
    const ended = await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(ended.every(({ attempt }) => attempt === 1)).toBe(true);
    expect(ended.some(({ delivery }) => delivery > 1)).toBe(true);
    await stage.empty();
  });

  it('is survived by the neighbours of a job that kills its process, which ends dead as WorkerLost', async () => {
    const { stage, runQuick, runSlow, killProcess, notes, respawn } = await setup();
    const neighbours = [
      ...(await stage.client.enqueueMany(
        runQuick,
        Array.from({ length: 6 }, (_, n) => ({ n })),
      )),
    ];
    const killer = await stage.client.enqueue(killProcess, {});
    neighbours.push(
      ...(await stage.client.enqueueMany(
        runSlow,
        Array.from({ length: 8 }, () => ({ ms: 200 })),
      )),
      ...(await stage.client.enqueueMany(
        runQuick,
        Array.from({ length: 6 }, (_, n) => ({ n: 10 + n })),
      )),
    );
    respawn(30);
    const dead = await stage.reached(killer.id, 'dead');
    expect(dead).toMatchObject({ error: { code: 'WORKER_LOST' }, attempt: 1 });
    const ended = await Promise.all(neighbours.map(({ id }) => stage.reached(id, 'succeeded')));
    expect(ended.every(({ attempt }) => attempt === 1)).toBe(true);
    // Once as any job, then as often as losses are allowed.
    expect(notes.filter(({ what }) => what === 'killer')).toHaveLength(1 + KILLER_LOSSES);
    await stage.empty();
    expect(await stage.deadLetter(killer.id)).toMatchObject({
      error: { code: 'WORKER_LOST' },
      envelope: { input: {} },
    });
  }, 240_000);

  it('keeps a job whose handler blocks the event loop for longer than the ack wait', async () => {
    const { stage, runSlow, notes, start } = await setup();
    await start(2);
    await start(2);
    const job = await stage.client.enqueue(runSlow, { ms: 3 * ACK_WAIT_MS, block: true });
    expect(await stage.reached(job.id, 'succeeded')).toMatchObject({ delivery: 1 });
    expect(notes).toHaveLength(1);
  });

  it('leaves its job to a worker that waits, within 35 s', async () => {
    // The platform's own wait: the promise is about that.
    const { stage, runSlow, notes, hold, start } = await setup({ ackWaitMs: PLATFORM_ACK_WAIT_MS });
    const first = await start(1);
    // Never answered: its handler is at work until the kill.
    hold.until = new Promise(() => {});
    const job = await stage.client.enqueue(runSlow, { ms: 300 });
    await stage.until(() => notes.length === 1);
    hold.until = undefined;
    const second = await start(1);
    await kill(first);
    const killedAt = Date.now();
    await stage.until(() => notes.length === 2);
    const tookMs = Date.now() - killedAt;
    expect(tookMs).toBeLessThan(35_000);
    // Otherwise it was not the wait that ended.
    expect(tookMs).toBeGreaterThan(PLATFORM_ACK_WAIT_MS / 2);
    expect(notes.map(({ pid }) => pid)).toEqual([first.pid, second.pid]);
    expect(await stage.reached(job.id, 'succeeded')).toMatchObject({ attempt: 1, delivery: 2 });
  });
});

describe('ordered jobs', () => {
  it.each(['keepOrder', 'keepBatchesInOrder'] as const)(
    '(%s) keep their order per key over retries, kills and several workers, and hold up no other key',
    async (type) => {
      const { stage, notes, start, [type]: contract } = await setup();
      const keys = ['a', 'b', 'c', 'd'];
      const inputs = Array.from({ length: 15 }, (_, n) =>
        keys.map((key) => ({ key, n, failures: key !== 'd' && n % 6 === 2 ? 2 : 0 })),
      ).flat();
      const workers = [await start(3), await start(3), await start(3)];
      const jobs = await stage.client.enqueueMany(contract, inputs);
      await stage.until(() => notes.filter(({ what }) => what === 'end').length >= 12);
      await kill(workers[0]!);
      await start(3);
      await Promise.all(jobs.map(({ id }) => stage.reached(id, 'succeeded')));
      await stage.empty();
      for (const key of keys) {
        const begun = notes.filter((entry) => entry.key === key && entry.what === 'begin').map(({ n }) => n);
        expect(begun).toEqual(begun.toSorted((a, b) => a - b));
        const ended = notes.filter((entry) => entry.key === key && entry.what === 'end').map(({ n }) => n);
        expect([...new Set(ended)]).toEqual(Array.from({ length: 15 }, (_, n) => n));
      }
    },
  );
});
