import { threadId } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { jobsStream, type Duration, type LogLine } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import type { Act } from '../stage/act.thread.js';
import { handle } from '../worker/handler.js';
import type { WorkerOptions } from '../worker/worker-options.js';
import { handleInThread } from './handle-in-thread.js';

const nats = natsForTest();
afterEach(closeStages);

const GRACE_MS = 100;
const ACT = new URL('../stage/act.thread.js', import.meta.url);

async function setup({
  timeout = '1m',
  attempts = 2,
  ackWaitMs,
  ...options
}: Partial<WorkerOptions> & {
  timeout?: Duration;
  attempts?: number;
  ackWaitMs?: number;
  slots?: number;
} = {}) {
  const stage = new Stage(nats().url);
  const act = stage.job('act', {
    input: z.object({ act: z.custom<Act>(), ms: z.int().default(0) }),
    isolation: 'thread',
    attempts,
    backoff: () => 250,
    timeout,
  });
  const quick = stage.job('be-quick', { input: z.object({}) });
  await stage.begin({ topology: { ackWaitMs }, buckets: true });
  const lines: LogLine[] = [];
  const worker = await stage.worker([handleInThread(act, ACT), handle(quick, () => ({ threadId }))], {
    abortGraceMs: GRACE_MS,
    onLog: (line) => {
      lines.push(line);
      stage.look();
    },
    ...options,
  });
  const run = async (what: Act, ms?: number) => stage.client.enqueue(act, { act: what, ms });
  const said = (message: string) => stage.until(() => lines.some((line) => line.message === message));
  const outputOf = async (id: string) => (await stage.reached(id, 'succeeded')).output as { threadId: number };
  /** Resolves when a job's message has been renewed: the thread that does so is there. */
  const heartbeat = async () => {
    for await (const { data } of stage.broker.connection.subscribe(`$JS.ACK.${jobsStream(stage.name)}.>`))
      if (Buffer.from(data).toString() === '+WPI') return;
  };
  return { heartbeat, stage, act, quick, worker, lines, run, said, outputOf };
}

describe('a handler in a thread', () => {
  it('knows its job, and what it says is kept with the attempt in its order', async () => {
    const { stage, act, lines } = await setup();
    const { id } = await stage.client.enqueue(act, { act: 'tell' }, { tags: ['red'], carry: { tenant: 'a' } });
    const { output, run } = await stage.reached(id, 'succeeded');
    expect(output).toMatchObject({ id, type: act.type, attempt: 1, attemptsLeft: 1, tags: ['red'] });
    expect(output).toMatchObject({ carried: { tenant: 'a' } });
    expect((output as { threadId: number }).threadId).not.toBe(threadId);
    expect(lines.map(({ level, message, fields }) => [level, message, fields])).toEqual([
      ['info', 'one', { a: 1 }],
      ['warn', 'two', {}],
    ]);
    expect(run).toMatchObject({ metrics: { counted: 5 }, annotations: { colour: 'red' } });
    expect(run?.logs).toMatchObject([{ message: 'one' }, { message: 'two' }]);
  });

  it('is ended in an endless loop a grace after its time-out, and its slot is used again', async () => {
    // Long enough for a thread to start on a busy machine.
    const { stage, run, outputOf } = await setup({ timeout: '5s', attempts: 1, slots: 1 });
    const { id } = await run('loopForEver');
    const next = await run('identify');
    const { error, run: attempt } = await stage.reached(id, 'dead');
    expect(error).toMatchObject({ code: 'JOB_TIMED_OUT' });
    expect(attempt?.logs).toMatchObject([{ message: 'looping' }]);
    const looped = (attempt!.logs![0]!.fields as { threadId: number }).threadId;
    expect((await outputOf(next.id)).threadId).not.toBe(looped);
  });

  it('is ended by a cancel, whether it listens or not; only the deaf one loses its thread', async () => {
    const { stage, run, said, lines, outputOf } = await setup({ slots: 1 });
    for (const [what, message] of [
      ['awaitAbort', 'waiting'],
      ['loopUntilAborted', 'looping'],
      ['loopForEver', 'looping'],
    ] as const) {
      lines.length = 0;
      const { id, subject } = await run(what);
      await said(message);
      await stage.client.cancel({ id, subject });
      await stage.reached(id, 'cancelled');
      const its = (lines[0]!.fields as { threadId: number }).threadId;
      const next = await outputOf((await run('identify')).id);
      expect([what, next.threadId === its]).toEqual([what, what !== 'loopForEver']);
    }
  });

  it('goes back without spending its attempt when its worker stops', async () => {
    const { stage, worker, run, said } = await setup();
    const { id } = await run('loopForEver');
    await said('looping');
    await worker.stop({ graceMs: 0 });
    await stage.reached(id, 'queued');
    expect(stage.events.find((event) => event.id === id && event.state === 'queued')).toMatchObject({
      attempt: 1,
      run: { attempt: 1, outcome: 'interrupted' },
    });
  });

  it('may defer and cancel its job', async () => {
    const { stage, run } = await setup();
    const deferred = await run('defer');
    expect(await stage.reached(deferred.id, 'scheduled')).toMatchObject({ reason: 'not yet' });
    const cancelled = await run('cancel');
    expect(await stage.reached(cancelled.id, 'cancelled')).toMatchObject({ reason: 'enough' });
  });

  it('throws errors that decide as they do elsewhere', async () => {
    const { stage, run } = await setup();
    const dead = async (what: Act) => {
      const { error, run: attempt } = await stage.reached((await run(what)).id, 'dead');
      return { code: error?.code, name: error?.name, message: error?.message, attempt: attempt?.attempt };
    };
    expect(await dead('beUnrecoverable')).toMatchObject({ code: 'UNRECOVERABLE', attempt: 1 });
    expect(await dead('beRefused')).toMatchObject({ code: 'CARD_REFUSED', name: 'CardRefused', attempt: 1 });
    expect(await dead('findNothing')).toMatchObject({ code: 'ShelfEmpty', message: 'nothing there', attempt: 2 });
    expect(await dead('throwText')).toMatchObject({ code: 'Error', message: 'just text', attempt: 2 });
    expect(await dead('returnFunction')).toMatchObject({
      code: 'THREAD_VALUE_INVALID',
      message: expect.stringMatching(
        /^the output of .* cannot cross between its worker and its thread: .*could not be cloned/,
      ),
      attempt: 1,
    });
    expect(await dead('enqueue')).toMatchObject({ code: 'NOT_IN_THREAD' });
    const later = await stage.reached((await run('askForLater')).id, 'retrying');
    expect(later.error?.code).toBe('RETRY_AFTER');
    expect(later.runAt! - later.at).toBeGreaterThan(50_000);
  });

  it.each(['exit', 'leaveError'] as const)(
    'that takes its thread along (%s) has failed, and no other has',
    async (what) => {
      const { stage, run, said, outputOf } = await setup();
      const neighbour = await run('compute', 500);
      await said('computing');
      const { id } = await run(what);
      expect((await stage.reached(id, 'retrying')).error?.code).toBe('THREAD_ENDED');
      await outputOf(id);
      await outputOf(neighbour.id);
      expect(stage.states(neighbour.id)).not.toContain('retrying');
    },
  );

  it('computes beyond the ack wait while other jobs run at once and its message stays with it', async () => {
    const ackWaitMs = 4_000;
    const { stage, quick, run, said, outputOf, heartbeat } = await setup({ ackWaitMs, slots: 2 });
    const warmUp = await run('loopUntilAborted');
    await heartbeat();
    await stage.client.cancel(warmUp);
    await stage.reached(warmUp.id, 'cancelled');
    const { id } = await run('compute', 2 * ackWaitMs);
    await said('computing');
    for (let n = 0; n < 20; n += 1) {
      const { id: quickId } = await stage.client.enqueue(quick, {});
      await stage.reached(quickId, 'succeeded');
    }
    expect(stage.states(id)).not.toContain('succeeded');
    await outputOf(id);
    await stage.empty();
    const ended = stage.events.filter((event) => event.id === id && event.state !== 'running');
    expect(ended).toMatchObject([{ state: 'succeeded', revision: 1, delivery: 1 }]);
  });
});

describe('what finishes a run', () => {
  it('gets its result in the thread of the worker, and fails the attempt when it throws', async () => {
    const stage = new Stage(nats().url);
    const act = stage.job('finish', { input: z.object({ act: z.string() }), isolation: 'thread', backoff: () => 1 });
    await stage.begin();
    const finish = (result: { threadId: number }, job: { attempt: number }) => {
      if (job.attempt === 1) throw new Error('not stored');
      return { attempt: job.attempt, ranElsewhere: result.threadId !== threadId, finishedIn: threadId };
    };
    await stage.worker([handleInThread(act, ACT, { finish })]);
    const { id } = await stage.client.enqueue(act, { act: 'identify' });
    const { output } = await stage.reached(id, 'succeeded');
    expect(output).toEqual({ attempt: 2, ranElsewhere: true, finishedIn: threadId });
  });
});

describe('a worker', () => {
  it('does not start when a module exports no run', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('walk', { input: z.object({}), isolation: 'thread' });
    await stage.begin();
    const module = new URL('../stage/no-run.thread.js', import.meta.url);
    await expect(stage.worker([handleInThread(job, module)])).rejects.toThrow(
      `${job.type} has the thread module ${module.href}, which must export a function named run; it exports walk`,
    );
  });
});
