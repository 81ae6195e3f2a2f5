import { afterEach, describe, expect, it } from '@jest/globals';
import { ContractChanged, defineJob, defineWorkload, registryKey, type JobContract } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { Broker } from '../broker/broker.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { Worker } from '../worker/worker.js';
import type { WorkerOptions } from '../worker/worker-options.js';
import { BucketWriter } from './bucket-writer.js';
import { checkContracts, type CheckContractsOptions } from './check-contracts.js';
import { contractAnnouncement } from './contract-announcement.js';

const nats = natsForTest();
afterEach(closeStages);

type Options = Parameters<typeof defineJob>[0];
type Terms = Partial<Pick<Options, 'type' | 'aliases' | 'input' | 'output' | 'version' | 'upgrade' | 'attempts'>>;

/** A workload with one job type; workers of any form of it, and a registry that holds what a test puts there. */
async function setup() {
  const stage = new Stage(nats().url);
  const type = `${stage.name}.greet-it`;
  const contract = (terms: Terms): JobContract =>
    defineJob({ type, summary: 'Greets.', queue: 'work', input: z.object({ name: z.string() }), ...terms });
  stage.job('greet-it', { input: z.object({}) });
  await stage.begin();
  const workloadOf = (one: JobContract) =>
    defineWorkload({
      name: stage.name,
      summary: 'a test',
      contracts: [one],
      queues: { work: { service: 'external' } },
    });
  const start = (terms: Terms, options: Partial<WorkerOptions> = {}): Promise<Worker> => {
    const one = contract(terms);
    return stage.worker([handle(one, () => {})], { workload: workloadOf(one), ...options });
  };
  const register = async (terms: Terms) => {
    const announced = contractAnnouncement(contract(terms));
    const key = registryKey(announced.type, announced.version);
    await stage.broker.jetstream.publish(`$KV.registry.${key}`, JSON.stringify(announced));
  };
  const problemOf = async (terms: Terms): Promise<string> => {
    try {
      await start(terms);
    } catch (error) {
      if (error instanceof ContractChanged) return error.message.replaceAll(type, 'greet-it');
      throw error;
    }
    return 'nothing';
  };
  /** Of the check alone, when it lets the worker start. */
  const warningsOf = async (terms: Terms, options: Partial<CheckContractsOptions> = {}): Promise<string[]> => {
    const warnings: string[] = [];
    await checkContracts({
      connection: stage.broker.connection,
      workload: stage.name,
      contracts: [contract(terms)],
      warn: (message) => warnings.push(message),
      ...options,
    });
    return warnings;
  };
  return { stage, contract, start, register, problemOf, warningsOf };
}

const FIRST = z.object({ name: z.string() });
const SECOND = z.object({ names: z.array(z.string()) });

describe('a worker whose contract fails jobs of the registered one', () => {
  it('does not start, and says what has changed and what to do', async () => {
    const { register, problemOf, stage } = await setup();
    await register({ input: FIRST });
    expect(await problemOf({ input: SECOND })).toBe(
      [
        `contracts of ${stage.name} do not fit the jobs that may be waiting`,
        'greet-it version 1, compared with the registered greet-it version 1:',
        '  input.names: is new and required',
        '  -> raise `version` to 2 and declare `upgrade: { 1: (input) => … }`',
      ].join('\n'),
    );
  });

  it('takes no job', async () => {
    const { register, start, stage, contract } = await setup();
    await register({ input: FIRST });
    await stage.client.enqueue(contract({ input: FIRST }), { name: 'Ada' });
    await expect(start({ input: SECOND })).rejects.toThrow(ContractChanged);
    expect(await stage.unfinished()).toBe(1);
    expect(stage.events).toEqual([]);
  });

  it('does not start with a raised version that has no upgrade', async () => {
    const { register, problemOf } = await setup();
    await register({ input: FIRST });
    const message = await problemOf({ input: SECOND, version: 2 });
    expect(message).toContain('greet-it version 2, compared with the registered greet-it version 1:');
    expect(message).toContain('-> declare `upgrade: { 1: (input) => … }`');
  });

  it('does not start when a later upgrade would get an input that it was not written for', async () => {
    const { register, problemOf } = await setup();
    await register({ input: FIRST });
    await register({ input: SECOND, version: 2 });
    const third = { input: z.object({ all: z.string() }), version: 3 };
    const message = await problemOf({ ...third, upgrade: { 2: () => ({ all: '' }) } });
    expect(message).toContain('compared with the registered greet-it version 1:\n  input.names: is new and required');
    expect(await problemOf({ ...third, upgrade: { 1: (old) => old, 2: (old) => old } })).toBe('nothing');
  });

  it('does not start when its output is not what the registered one promises', async () => {
    const { register, problemOf } = await setup();
    await register({ input: FIRST, output: z.object({ length: z.int() }) });
    const changed = { input: FIRST, output: z.object({ length: z.string() }) };
    expect(await problemOf(changed)).toMatch(/ output\.length: was integer, is string\n {2}-> raise `version` to 2$/);
    expect(await problemOf({ ...changed, version: 2 })).toBe('nothing');
  });

  it('does not start under a new name either', async () => {
    const { register, problemOf, stage } = await setup();
    const former = `${stage.name}.wave-at`;
    await register({ type: former, input: FIRST });
    const renamed = { aliases: [former], input: SECOND };
    expect(await problemOf(renamed)).toContain(`compared with the registered ${former} version 1:\n  input.names: `);
    expect(await problemOf({ ...renamed, version: 2, upgrade: { 1: (old) => old } })).toBe('nothing');
  });

  it('does not start when it counts versions anew under a new name', async () => {
    const { register, problemOf, stage } = await setup();
    const former = `${stage.name}.wave-at`;
    await register({ type: former, input: FIRST, version: 2 });
    const message = await problemOf({ aliases: [former], input: FIRST });
    expect(message).toContain('version: was 2, is 1; a renamed type goes on counting\n  -> raise `version` to 2');
    expect(await problemOf({ aliases: [former], input: FIRST, version: 2 })).toBe('nothing');
  });

  it('starts when that is accepted, with a warning', async () => {
    const { register, warningsOf } = await setup();
    await register({ input: FIRST });
    expect(await warningsOf({ input: SECOND }, { changed: 'accept' })).toEqual([
      'changed contracts are accepted; jobs of the registered ones may fail',
    ]);
  });

  it('passes that option of the worker on', async () => {
    const { register, start } = await setup();
    await register({ input: FIRST });
    expect((await start({ input: SECOND }, { changedContracts: 'accept' })).isAccepting).toBe(true);
  });
});

describe('a worker starts', () => {
  it.each<[string, Terms, Terms]>([
    ['with the same contract', { input: FIRST }, { input: FIRST }],
    ['with a policy of its own', { input: FIRST }, { input: FIRST, attempts: 9 }],
    ['with a new optional field', { input: FIRST }, { input: FIRST.extend({ loud: z.boolean().default(false) }) }],
    ['with an upgrade', { input: FIRST }, { input: SECOND, version: 2, upgrade: { 1: (old) => old } }],
    ['with a version that needs no upgrade', { input: FIRST }, { input: z.object({}), version: 2 }],
    ['when it is rolled back', { input: SECOND, version: 2 }, { input: FIRST }],
  ])('%s', async (_, registered, own) => {
    const { register, problemOf } = await setup();
    await register(registered);
    expect(await problemOf(own)).toBe('nothing');
  });

  it('with a type that was never seen, and beside an entry that is no contract', async () => {
    const { warningsOf, stage } = await setup();
    await stage.broker.jetstream.publish(`$KV.registry.${stage.name}.greet-it.v1`, 'not a contract');
    expect(await warningsOf({ input: FIRST, version: 2 })).toEqual([]);
  });

  it('on a broker without a registry', async () => {
    const { warningsOf, stage } = await setup();
    await stage.broker.manager.streams.delete('KV_registry');
    expect(await warningsOf({ input: FIRST })).toEqual([]);
  });

  it('with a registry that cannot be read, and says so', async () => {
    const { warningsOf } = await setup();
    const gone = await Broker.connect({ servers: nats().url, name: 'gone' });
    await gone.close();
    expect(await warningsOf({ input: FIRST }, { connection: gone.connection })).toEqual([
      'the registry could not be read, so contracts are served without being compared with it',
    ]);
  });

  it('beside others of its deployment, and when it starts again after they were registered', async () => {
    const { start, stage, problemOf } = await setup();
    const writer = new BucketWriter({ broker: stage.broker, everyMs: 20 });
    writer.start();
    stage.onClose(() => writer.stop());
    const written = new Promise<unknown>((resolve) =>
      stage.broker.connection.subscribe(`$KV.registry.${stage.name}.>`, { max: 1, callback: (_, put) => resolve(put) }),
    );
    await stage.broker.connection.flush();
    await Promise.all([start({ input: FIRST }), start({ input: FIRST }), start({ input: FIRST })]);
    await written;
    expect(await problemOf({ input: FIRST })).toBe('nothing');
    expect(await problemOf({ input: SECOND })).toContain('input.names: is new and required');
  });
});
