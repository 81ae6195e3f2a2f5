import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kvm } from '@nats-io/kv';
import {
  announceSubject,
  type ContractAnnouncement,
  type DeadLetter,
  type WorkerAnnouncement,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { ControlWatch } from '../client/control-watch.js';
import { BucketWriter, workerKey, type BucketWriterOptions } from './bucket-writer.js';

const nats = natsForTest();
let broker: Broker;
const cleanUps: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, []);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  for (const bucket of ['registry', 'workers', 'control']) await broker.manager.streams.purge(`KV_${bucket}`);
  await broker.manager.streams.delete('DEAD');
  await broker.close();
});

/** A writer that listens, and writes when the test says so. */
async function writer(options: Partial<BucketWriterOptions> = {}): Promise<BucketWriter> {
  const made = new BucketWriter({ broker, everyMs: 3_600_000, ...options });
  made.start();
  await broker.connection.flush();
  cleanUps.push(() => made.stop());
  return made;
}

/** Waits until so many dead letters are there. */
async function letters(count: number): Promise<DeadLetter[]> {
  for (;;) {
    const { state } = await broker.manager.streams.info('DEAD');
    if (state.messages < count) continue;
    const all: DeadLetter[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1)
      all.push((await broker.manager.streams.getMessage('DEAD', { seq }))!.json());
    return all;
  }
}

async function announce(kind: 'contract' | 'workload' | 'worker', body: unknown, workload = 'demo'): Promise<void> {
  broker.connection.publish(announceSubject(workload, kind), JSON.stringify(body));
  await broker.connection.flush();
}

const contract = (changes: Partial<ContractAnnouncement> = {}): ContractAnnouncement => ({
  type: 'demo.run-it',
  version: 1,
  summary: 'Runs it.',
  queue: 'work',
  priority: 'normal',
  attempts: 3,
  timeoutMs: 1_000,
  ...changes,
});

const worker = (changes: Partial<WorkerAnnouncement> = {}): WorkerAnnouncement => ({
  name: 'host.example:17',
  workload: 'demo',
  queues: [{ name: 'work', slots: 2 }],
  types: ['demo.run-it'],
  running: 0,
  inHand: 0,
  startedAt: 1,
  at: 2,
  ...changes,
});

const value = async (bucket: string, key: string): Promise<unknown> => {
  const entry = await (await new Kvm(broker.jetstream).open(bucket)).get(key);
  return entry?.operation === 'PUT' ? entry.json() : undefined;
};

describe('bucket writer', () => {
  it('registers a contract once per version and reports one that differs', async () => {
    const conflicts: string[] = [];
    const first = await writer({ onConflict: (type, version) => conflicts.push(`${type} ${version}`) });
    await announce('contract', contract());
    expect(await first.runOnce()).toMatchObject({ contracts: 1 });
    await announce('contract', contract());
    expect(await first.runOnce()).toMatchObject({ contracts: 0, conflicts: 0 });
    await first.stop();
    const second = await writer({ onConflict: (type, version) => conflicts.push(`${type} ${version}`) });
    await announce('contract', contract({ attempts: 9 }));
    await announce('contract', contract({ attempts: 9, version: 2 }));
    expect(await second.runOnce()).toMatchObject({ contracts: 1, conflicts: 1 });
    expect(conflicts).toEqual(['demo.run-it 1']);
    expect(await value('registry', 'demo.run-it.v1')).toMatchObject({ attempts: 3 });
    expect(await value('registry', 'demo.run-it.v2')).toMatchObject({ attempts: 9 });
  });

  it('takes no more for a conflict that a newer platform announces more', async () => {
    const older = await writer();
    await announce('contract', contract({ type: 'demo.grow' }));
    await older.runOnce();
    await older.stop();
    const newer = await writer();
    await announce('contract', contract({ type: 'demo.grow', enqueue: { unique: { kind: 'unfinished' } } }));
    expect(await newer.runOnce()).toMatchObject({ contracts: 0, conflicts: 0 });
    await announce('contract', contract({ type: 'demo.grow', attempts: 9, enqueue: {} }));
    expect(await newer.runOnce()).toMatchObject({ contracts: 0, conflicts: 1 });
  });

  it('keeps of a workload what the worker that started last says', async () => {
    const made = await writer();
    const says = (visibility: 'public' | 'private', startedAt: number) =>
      announce('workload', {
        name: 'demo',
        summary: 'Shows.',
        channels: [{ pattern: ':room', visibility }],
        startedAt,
      });
    const visibility = async () =>
      ((await value('registry', 'demo')) as { channels: { visibility: string }[] }).channels[0]!.visibility;
    await says('private', 1);
    expect(await made.runOnce()).toMatchObject({ workloads: 1 });
    await says('public', 5);
    await says('private', 1);
    expect(await made.runOnce()).toMatchObject({ workloads: 1 });
    await says('private', 1);
    expect(await made.runOnce()).toMatchObject({ workloads: 0 });
    expect(await visibility()).toBe('public');
    await says('public', 9);
    expect(await made.runOnce()).toMatchObject({ workloads: 0 });
    await says('private', 9);
    expect(await made.runOnce()).toMatchObject({ workloads: 1 });
    expect(await visibility()).toBe('private');
  });

  it('writes one heartbeat of a worker in ten seconds, and takes out a worker that stops', async () => {
    const made = await writer();
    await announce('worker', worker());
    expect(await made.runOnce()).toMatchObject({ workers: 1 });
    await announce('worker', worker({ running: 1 }));
    expect(await made.runOnce()).toMatchObject({ workers: 0 });
    expect(await value('workers', workerKey('demo', 'host.example:17'))).toMatchObject({ running: 0 });
    await announce('worker', worker({ stopping: true }));
    expect(await made.runOnce()).toMatchObject({ left: 1 });
    expect(await value('workers', workerKey('demo', 'host.example:17'))).toBeUndefined();
  });

  it('takes no word for another workload, and nothing that is no announcement', async () => {
    const errors: unknown[] = [];
    const made = await writer({ onError: (error) => errors.push(error) });
    await announce('contract', contract(), 'other');
    await announce('worker', worker(), 'other');
    await announce('contract', { type: 'demo.run-it' });
    const shown = { name: 'demo', summary: 'Shows.', startedAt: 1 };
    await announce('workload', { ...shown, channels: [] }, 'other');
    await announce('workload', { ...shown, channels: [{ pattern: 'a.>', visibility: 'public' }] });
    expect(await made.runOnce()).toEqual({ contracts: 0, workloads: 0, workers: 0, left: 0, conflicts: 0 });
    await letters(5);
    expect(errors).toMatchObject([
      {
        message:
          'the message on announce.other.contract is no announcement of that kind: demo.run-it is no job type of other',
      },
      { message: expect.stringContaining('it speaks for a worker of demo') },
      { message: expect.stringContaining('version: ') },
      { message: expect.stringContaining('it speaks for workload demo') },
      { message: expect.stringContaining('channels.0.pattern: ') },
    ]);
  });

  it('passes a cancellation to everybody who watches, before it answers', async () => {
    await writer();
    const watch = new ControlWatch(broker);
    await watch.start();
    cleanUps.push(() => watch.stop());
    const told = new Promise((resolve) => watch.onCancel((id, workload, reason) => resolve({ id, workload, reason })));
    const reply = await broker.connection.request(
      announceSubject('demo', 'cancel'),
      JSON.stringify({ id: 'job-1', reason: 'changed my mind' }),
    );
    expect(reply.json()).toEqual({ ok: true });
    expect(await told).toEqual({ id: 'job-1', workload: 'demo', reason: 'changed my mind' });
    expect(await value('control', 'cancel.demo.job-1')).toEqual({ reason: 'changed my mind' });
  });

  it("keeps one workload's cancellation whatever another asks about the same id", async () => {
    await writer();
    for (const workload of ['demo', 'other']) {
      const request = JSON.stringify({ id: 'job-2', reason: `${workload} says so` });
      await broker.connection.request(announceSubject(workload, 'cancel'), request);
    }
    const watch = new ControlWatch(broker);
    await watch.start();
    cleanUps.push(() => watch.stop());
    expect(watch.cancelReason('job-2', 'demo')).toBe('demo says so');
    expect(watch.cancelReason('job-2', 'other')).toBe('other says so');
    expect(watch.cancelReason('job-2', 'third')).toBeUndefined();
  });

  it('takes no job id that would be a key of its own', async () => {
    await writer();
    const reply = await broker.connection.request(
      announceSubject('demo', 'cancel'),
      JSON.stringify({ id: 'a.b', reason: 'no' }),
    );
    const reason = expect.stringMatching(
      /^the message on announce\.demo\.cancel is no announcement of that kind: id: /,
    );
    expect(reply.json()).toEqual({ ok: false, code: 'MESSAGE_INVALID', reason });
    expect(await letters(1)).toMatchObject([{ subject: 'announce.demo.cancel', error: { message: reason } }]);
  });
});
