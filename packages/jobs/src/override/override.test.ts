import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { announceSubject, fixed } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { OverrideTarget } from './override-target.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int().optional() });

async function setup({ buckets = true } = {}) {
  const stage = new Stage(nats().url);
  const policy = { input: Input, attempts: 2, backoff: fixed('250ms'), timeout: '1m' } as const;
  const fails = stage.job('fail-always', policy);
  const other = stage.job('fail-otherwise', { ...policy, aliases: [`${stage.name}.fail-formerly`] });
  const hangs = stage.job('hang-long', { input: Input, attempts: 1 });
  await stage.begin({ buckets });
  const left: number[] = [];
  const hung: ((go: 'on') => void)[] = [];
  const failing = [fails, other].map((contract) =>
    handle(contract, (_, { attemptsLeft }) => {
      left.push(attemptsLeft);
      throw new Error('as always');
    }),
  );
  const hanging = handle(hangs, async (_, { signal }) => {
    await new Promise((resolve) => {
      hung.push(resolve);
      signal.addEventListener('abort', resolve);
      stage.look();
    });
  });
  const work = () => stage.worker([...failing, hanging]);
  const worker = await work();
  const known = async () => {
    const { state } = await stage.broker.manager.streams.info('KV_registry', {
      subjects_filter: `$KV.registry.${stage.name}.>`,
    });
    return Object.keys(state.subjects ?? {}).length;
  };
  if (buckets) while ((await known()) < 3);
  const { client } = stage;
  /** How many runs it takes until the job is dead. */
  const runs = async (contract = fails, options = {}) => {
    const { id } = await client.enqueue(contract, {}, options);
    return (await stage.reached(id, 'dead')).attempt;
  };
  const mine = <T extends { what: string }>(changes: readonly T[]) =>
    changes.filter(({ what }) => what.includes(stage.name));
  return { stage, client, work, worker, fails, other, hangs, hung, left, runs, mine };
}

const why = { reason: 'a test', by: 'ada' };

describe('the defaults of a worker', () => {
  it('count for what a contract names none of, and only for that; overrides stand before them', async () => {
    const stage = new Stage(nats().url);
    const silent = stage.job('say-nothing', { input: Input, backoff: fixed('50ms') });
    const outspoken = stage.job('say-all', { input: Input, backoff: fixed('50ms'), attempts: 2, timeout: '1m' });
    const hangs = stage.job('hang-long', { input: Input, attempts: 1 });
    await stage.begin({ buckets: true });
    const failing = [silent, outspoken].map((contract) =>
      handle(contract, () => {
        throw new Error('as always');
      }),
    );
    const hanging = handle(hangs, async (_, { signal }) => {
      await once(signal, 'abort');
    });
    await stage.worker([...failing, hanging], { defaults: { attempts: 4, timeout: '200ms' } });
    const died = async (contract: typeof silent) =>
      stage.reached((await stage.client.enqueue(contract, {})).id, 'dead');
    expect((await died(silent)).attempt).toBe(4);
    expect((await died(outspoken)).attempt).toBe(2);
    expect(await died(hangs)).toMatchObject({ attempt: 1, error: { code: 'JOB_TIMED_OUT' } });
    await stage.client.override({ workload: stage.name }, { attempts: 1 }, why);
    while ((await died(silent)).attempt !== 1);
  });

  it('are checked at its start', async () => {
    const stage = new Stage(nats().url);
    const job = stage.job('say-nothing', { input: Input });
    await stage.begin();
    const wrong = stage.worker([handle(job, () => {})], { defaults: { attempts: 0 } });
    await expect(wrong).rejects.toMatchObject({ message: expect.stringContaining('worker.defaults.attempts') });
  });
});

describe('an override of how jobs run', () => {
  it('counts for jobs that fail from then on, the narrower before the wider, and the job itself before all', async () => {
    const { stage, client, fails, other, runs, left } = await setup();
    expect(await runs()).toBe(2);
    await client.override({ everywhere: true }, { attempts: 3 }, why);
    expect(await runs()).toBe(3);
    await client.override({ workload: stage.name }, { attempts: 4 }, why);
    expect(await runs()).toBe(4);
    await client.override({ type: fails }, { attempts: 1 }, why);
    left.length = 0;
    expect(await runs()).toBe(1);
    expect(left).toEqual([0]);
    expect(await runs(other)).toBe(4);
    expect(await runs(fails, { attempts: 2 })).toBe(2);
    for (const target of [{ type: fails }, { workload: stage.name }]) await client.resetOverride(target, why);
    expect(await runs()).toBe(3);
    await client.resetOverride({ everywhere: true });
    expect(await runs()).toBe(2);
  });

  it('changes the back-off and leaves what it does not name', async () => {
    const { stage, client, fails } = await setup();
    await client.override({ type: fails }, { backoff: { steps: ['1h', '2h'] } }, why);
    const job = await client.enqueue(fails, {});
    const { runAt, at } = await stage.reached(job.id, 'retrying');
    expect(runAt! - at).toBeGreaterThan(3_590_000);
    expect(runAt! - at).toBeLessThanOrEqual(3_600_000);
    await client.override({ type: fails }, { attempts: 1 }, why);
    await client.runNow(job);
    expect(await stage.reached(job.id, 'dead')).toMatchObject({ attempt: 2 });
  });

  it('changes the time-out of jobs that start from then on', async () => {
    const { stage, client, hangs, hung } = await setup();
    const before = await client.enqueue(hangs, {});
    await stage.until(() => hung.length === 1);
    await client.override({ type: hangs }, { timeout: '100ms' }, why);
    const after = await client.enqueue(hangs, {});
    const { error } = await stage.reached(after.id, 'dead');
    expect(error).toMatchObject({ code: 'JOB_TIMED_OUT', message: expect.stringContaining('100 ms') });
    expect(stage.states(before.id)).not.toContain('dead');
    hung[0]!('on');
    await stage.reached(before.id, 'succeeded');
  });

  it('is known to workers that start later, and follows a type that was renamed', async () => {
    const { stage, client, other, work, worker, runs } = await setup();
    await worker.stop();
    const key = `$KV.control.override.${stage.name}.type.fail-formerly`;
    await stage.broker.jetstream.publish(key, JSON.stringify({ terms: { attempts: 4 }, ...why, at: 1 }));
    await work();
    expect(await runs(other)).toBe(4);
    await client.override({ type: other }, { attempts: 1 }, why);
    expect(await runs(other)).toBe(1);
  });

  it('is passed over when it cannot be read, and what held before holds', async () => {
    const { stage, client, fails, runs } = await setup();
    await client.override({ type: fails }, { attempts: 3 }, why);
    const key = `$KV.control.override.${stage.name}.type.fail-always`;
    for (const body of ['{oops', JSON.stringify({ terms: { attempts: -1 }, ...why, at: 1 })])
      await stage.broker.jetstream.publish(key, body);
    expect(await runs()).toBe(3);
  });

  it('is listed with who, when and why, and its history is kept', async () => {
    const { stage, client, fails, mine } = await setup();
    const before = stage.broker.clock.now();
    await client.override({ type: fails }, { attempts: 5 }, { reason: 'one', by: 'ada' });
    await client.override({ workload: stage.name }, { timeout: '5m' }, { reason: 'two' });
    await client.override({ type: fails }, { backoff: { fixed: '5s' } }, { reason: 'three', by: 'ada' });
    const type = `type ${fails.type}`;
    expect(mine(await client.overrides())).toMatchObject([
      { what: `workload ${stage.name}`, terms: { timeout: '5m' }, reason: 'two', by: expect.stringContaining('@') },
      { what: type, terms: { backoff: { fixed: '5s' } }, reason: 'three', by: 'ada' },
    ]);
    expect(mine(await client.overrides())[0]!.at).toBeGreaterThanOrEqual(before - 5);
    await client.resetOverride({ type: fails }, { reason: 'as before', by: 'grace' });
    await client.resetOverride({ type: fails }, { reason: 'once more', by: 'grace' });
    const history = mine(await client.overrideHistory()).filter(({ what }) => what === type);
    expect(history.map(({ terms, by, reason }) => [terms, by, reason])).toEqual([
      [{ attempts: 5 }, 'ada', 'one'],
      [{ backoff: { fixed: '5s' } }, 'ada', 'three'],
      [undefined, 'grace', 'as before'],
    ]);
  });

  it('is refused for bad values and for what is not there, and changes nothing', async () => {
    const { stage, client, fails, mine } = await setup();
    const { name } = stage;
    const refusals: [OverrideTarget, object, string, string][] = [
      [{ type: fails }, { attempts: 0 }, 'CONFIGURATION_INVALID', 'override.attempts must be a whole number'],
      [{ type: fails }, { timout: '1s' }, 'CONFIGURATION_INVALID', 'did you mean timeout?'],
      [
        { type: 'fail-always' },
        { attempts: 1 },
        'CONFIGURATION_INVALID',
        'override.type must be <workload>.<verb-noun>',
      ],
      [{ workload: 'No' }, { attempts: 1 }, 'CONFIGURATION_INVALID', 'override.workload must be kebab-case, got "No"'],
      [
        { type: `${name}.fail-alwais` },
        { attempts: 1 },
        'TARGET_UNKNOWN',
        'announced that type; did you mean fail-always?',
      ],
      [{ workload: 'nobodys' }, { attempts: 1 }, 'TARGET_UNKNOWN', 'there is no workload nobodys'],
    ];
    for (const [target, terms, code, message] of refusals)
      await expect(client.override(target, terms, why)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    await expect(client.override({ type: fails }, { attempts: 1 }, { reason: '' })).rejects.toMatchObject({
      code: 'MESSAGE_INVALID',
    });
    expect(mine(await client.overrides())).toEqual([]);
  });

  it('is checked by the service, too, and a workload may not speak for all', async () => {
    const { stage, client, mine } = await setup();
    const ask = async (request: object) => {
      const subject = announceSubject(stage.name, 'override');
      return (await stage.broker.connection.request(subject, JSON.stringify({ ...why, ...request }))).json();
    };
    const everywhere = { kind: 'everywhere' };
    expect(await ask({ thing: everywhere, terms: { attempts: 1 } })).toMatchObject({ ok: false });
    expect(await ask({ thing: { kind: 'workload' }, terms: { attempts: -1 } })).toMatchObject({
      ok: false,
      code: 'CONFIGURATION_INVALID',
    });
    expect(await ask({ thing: { kind: 'type', name: 'a.b' }, terms: { attempts: 1 } })).toMatchObject({ ok: false });
    expect(mine(await client.overrides())).toEqual([]);
  });

  it('says so when no scheduler service answers', async () => {
    const { client, fails } = await setup({ buckets: false });
    await expect(client.override({ type: fails }, { attempts: 1 }, why)).rejects.toMatchObject({
      code: 'SCHEDULER_UNAVAILABLE',
    });
  });
});
