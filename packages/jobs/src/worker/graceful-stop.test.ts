import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { killWorkload, note, type Note } from '../stage/kill-workload.js';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

const SLOTS = 4;
const QUICK = 200;
/** A job that was not given back would be seen by nobody else before this. */
const ACK_WAIT_MS = 300_000;

async function setup() {
  const stage = new Stage(nats().url);
  const types = killWorkload(stage.name);
  await stage.begin({ workload: types.workload, topology: { ackWaitMs: ACK_WAIT_MS } });
  const notes: Note[] = [];
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  stage.broker.connection.subscribe(note(stage.name), {
    callback: (_, message) => {
      notes.push(message.json<Note>());
      void held.then(() => message.respond());
      stage.look();
    },
  });
  const start = async (): Promise<ChildProcess> => {
    const child = stage.process({ slots: SLOTS });
    await once(child, 'message');
    return child;
  };
  return { ...types, stage, notes, letGo: () => letGo(), start };
}

describe('a worker that is told to stop under load', () => {
  it('lets running jobs finish within the grace, gives the others back at once, and spends no attempt', async () => {
    const { stage, runQuick, runSlow, notes, letGo, start } = await setup();
    const first = await start();
    const slow = await stage.client.enqueueMany(runSlow, [{ ms: 3_600_000 }, { ms: 3_600_000 }]);
    await stage.until(() => notes.length === slow.length);
    await stage.client.enqueueMany(
      runQuick,
      Array.from({ length: QUICK }, (_, n) => ({ n })),
    );
    await stage.until(() => notes.length === SLOTS);
    const gone = once(first, 'exit');
    first.kill('SIGTERM');
    letGo();
    expect(await gone).toEqual([0, null]);
    for (const { id } of slow) {
      const given = stage.events.filter((event) => event.id === id && event.state === 'queued');
      expect(given).toMatchObject([{ revision: 2, attempt: 1, run: { attempt: 1, outcome: 'interrupted' } }]);
    }

    const second = await start();
    const of = (what: Note['what']) => notes.filter((entry) => entry.what === what);
    await stage.until(() => of('slow').length === 2 * slow.length && of('quick').length >= QUICK);
    expect(of('slow').map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
    expect(of('slow').map(({ pid }) => pid)).toEqual([first.pid, first.pid, second.pid, second.pid]);
    expect(new Set(of('quick').map(({ n }) => n)).size).toBe(QUICK);
    expect(of('quick')).toHaveLength(QUICK);
  });
});

describe('a job whose input is being checked when its worker stops', () => {
  it('goes back unrun, and no attempt is spent', async () => {
    const stage = new Stage(nats().url);
    let isHeld = false;
    let isChecking = false;
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const input = z.object({}).refine(async () => {
      if (!isHeld) return true;
      isChecking = true;
      stage.look();
      await opened;
      return true;
    });
    const contract = stage.job('check-slowly', { input });
    await stage.begin();
    const { id } = await stage.client.enqueue(contract, {});
    isHeld = true;
    let runs = 0;
    const worker = await stage.worker([handle(contract, () => void (runs += 1))]);
    await stage.until(() => isChecking);
    const stopped = worker.stop({ graceMs: 60_000 });
    open();
    await stopped;
    expect(runs).toBe(0);
    expect(await stage.reached(id, 'queued')).toMatchObject({ attempt: 1, revision: 2, reason: 'the worker stops' });
  });
});
