import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LogLine } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { publish } from '../broker/publish.js';
import { JobClient } from '../client/job-client.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle, handleMany } from '../worker/handler.js';
import { sealValue } from './sealed-value.js';
import { sealingKeys } from './sealing-keys.js';

const nats = natsForTest();
afterEach(closeStages);

const NUMBER = '4111-1111-1111-1111';
const HOLDER = 'Ada Lovelace';
const Input = z.object({
  order: z.int(),
  cards: z.array(z.object({ number: z.string(), cvc: z.int(), label: z.string().optional() })),
  holder: z.object({ name: z.string() }).transform(({ name }) => ({ fullName: name })),
});
const input = { order: 7, cards: [{ number: NUMBER, cvc: 987, label: 'blue' }], holder: { name: HOLDER } };
const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

async function setup(terms: { attempts?: number; batch?: { size: number; wait: '50ms' } } = {}) {
  const stage = new Stage(nats().url);
  const charge = stage.job('charge-card', {
    input: Input,
    sensitive: ['cards.*.number', 'cards.*.cvc', 'holder'],
    backoff: () => 250,
    tags: ({ order, cards }) => [`order:${order}`, `card:${cards[0]?.number}`],
    ...terms,
  });
  await stage.begin();
  /** Everything that anybody publishes, headers and bodies. */
  const wire: string[] = [];
  stage.broker.connection.subscribe('>', {
    callback: (_, { subject, headers, data }) => {
      const values = [...(headers ?? [])].map(([name, value]) => `${name}=${value.join()}`);
      wire.push(`${subject} ${values.join(' ')} ${Buffer.from(data).toString()}`);
    },
  });
  await stage.broker.connection.flush();
  const leaks = () => wire.filter((message) => [NUMBER, HOLDER].some((secret) => message.includes(secret)));
  return { stage, charge, wire, leaks };
}

describe('sensitive fields', () => {
  it('reach the handler clear, and nothing else: neither stream, events, headers, dead letter nor log', async () => {
    const { stage, charge, wire, leaks } = await setup({ attempts: 2 });
    const keys = sealingKeys(newKey('a'));
    const client = new JobClient(stage.broker, { sealing: keys });
    const inputs: unknown[] = [];
    const failures: unknown[] = [];
    const logged: LogLine[] = [];
    const run = handle(
      charge,
      (given, job) => {
        inputs.push(given);
        job.log.info(`charging ${NUMBER}`, { card: given.cards[0], cvc: 987, order: given.order });
        job.progress(0.5, `card of ${HOLDER}`);
        job.annotate('holder', { name: HOLDER });
        throw new Error(`${NUMBER} was refused`, { cause: { name: HOLDER } });
      },
      (error, job) => void failures.push(error.message, (job.input as typeof input).order),
    );
    await stage.worker([run], { sealing: keys, onLog: (line) => logged.push(line) });
    const { id } = await client.enqueue(charge, input);
    await stage.reached(id, 'dead');
    await stage.empty();
    const clear = { ...input, holder: { fullName: HOLDER } };
    expect(inputs).toEqual([clear, clear]);
    expect(failures).toEqual(['[redacted] was refused', 7]);
    expect(logged[0]).toMatchObject({
      message: 'charging [redacted]',
      fields: { card: { number: '[redacted]', cvc: '[redacted]', label: 'blue' }, cvc: '[redacted]', order: 7 },
    });
    const letter = await stage.deadLetter(id);
    expect(letter).toMatchObject({
      error: { message: '[redacted] was refused' },
      envelope: { input: { order: 7, cards: [{ label: 'blue' }] }, tags: ['order:7', 'card:[redacted]'] },
    });
    expect(wire.some((message) => message.startsWith('jobs.') && message.includes('$sealed'))).toBe(true);
    expect(wire.some((message) => message.startsWith('events.'))).toBe(true);
    expect(leaks()).toEqual([]);
  });

  it('do not leave through output, reasons or children of transactions that keep what they were given', async () => {
    const { stage, charge, leaks } = await setup();
    const keys = sealingKeys(newKey('a'));
    const client = new JobClient(stage.broker, { sealing: keys });
    await stage.worker(
      [
        handle(charge, async (given, job) => {
          if (job.attempt === 1 && given.order === 1) job.cancel(`no more of ${HOLDER}`);
          if (given.order === 2) await job.enqueue(charge, { ...input, order: 3 });
          return { charged: given.cards[0]!.number, order: given.order };
        }),
      ],
      { sealing: keys },
    );
    const cancelled = await client.enqueue(charge, { ...input, order: 1 });
    const parent = await client.enqueue(charge, { ...input, order: 2 });
    expect(await stage.reached(cancelled.id, 'cancelled')).toMatchObject({ reason: 'no more of [redacted]' });
    expect(await stage.reached(parent.id, 'succeeded')).toMatchObject({
      output: { charged: '[redacted]', order: 2 },
    });
    await stage.until(() => stage.events.some(({ output }) => (output as { order?: number })?.order === 3));
    expect(leaks()).toEqual([]);
  });

  it('are opened with the key that sealed them after another one took over', async () => {
    const { stage, charge } = await setup();
    const old = newKey('old');
    const sealed = await new JobClient(stage.broker, { sealing: sealingKeys(old) }).enqueue(charge, input);
    const numbers: unknown[] = [];
    const keys = sealingKeys(`${newKey('new')},${old}`);
    await stage.worker([handle(charge, ({ cards }) => void numbers.push(cards[0]!.number))], { sealing: keys });
    await stage.reached(sealed.id, 'succeeded');
    const { id } = await new JobClient(stage.broker, { sealing: keys }).enqueue(charge, input);
    await stage.reached(id, 'succeeded');
    expect(numbers).toEqual([NUMBER, NUMBER]);
  });

  it('sealed with a key that the worker lacks wait without spending an attempt', async () => {
    const { stage, charge } = await setup({ attempts: 1 });
    const { id } = await new JobClient(stage.broker, { sealing: sealingKeys(newKey('theirs')) }).enqueue(charge, input);
    await stage.worker([handle(charge, () => {})], { sealing: sealingKeys(newKey('ours')) });
    const waits = await stage.reached(id, 'scheduled');
    expect(waits).toMatchObject({ attempt: 1 });
    expect(waits.reason).toContain('no key "theirs" is known');
    expect(waits.runAt! - waits.at).toBeGreaterThan(20_000);
  });

  it('that were changed, or sealed for another workload, end their job as dead at once', async () => {
    const { stage, charge } = await setup({ attempts: 3 });
    const keys = sealingKeys(newKey('a'));
    const client = new JobClient(stage.broker, { sealing: keys });
    await stage.worker([handle(charge, () => {})], { sealing: keys });
    for (const foreign of [sealValue('x', 'another', keys), { $sealed: `a.${'A'.repeat(60)}` }, { $sealed: 'a.A' }]) {
      const message = await client.message(charge, input, {});
      const envelope = JSON.parse(message.body) as { input: { holder: unknown } };
      envelope.input.holder = foreign;
      await publish(stage.broker.connection, { ...message, body: JSON.stringify(envelope) });
      expect(await stage.reached(message.id, 'dead')).toMatchObject({ error: { code: 'SEAL_BROKEN' }, attempt: 1 });
    }
  });

  it('are hidden for each job of a batch', async () => {
    const { stage, charge, leaks } = await setup({ attempts: 1, batch: { size: 2, wait: '50ms' } });
    const keys = sealingKeys(newKey('a'));
    await stage.worker(
      [
        handleMany(charge, (batch) =>
          batch.each(({ input: given, job }) => {
            job.log.info(given.holder.fullName);
            if (given.order === 2) throw new Error(given.holder.fullName);
            return { paidBy: given.holder.fullName };
          }),
        ),
      ],
      { sealing: keys },
    );
    const client = new JobClient(stage.broker, { sealing: keys });
    const [good, bad] = await client.enqueueMany(charge, [
      { ...input, order: 1 },
      { ...input, order: 2 },
    ]);
    expect(await stage.reached(good!.id, 'succeeded')).toMatchObject({ output: { paidBy: '[redacted]' } });
    expect(await stage.reached(bad!.id, 'dead')).toMatchObject({ error: { message: '[redacted]' } });
    expect(leaks()).toEqual([]);
  });

  it('need keys at the enqueuer and the worker', async () => {
    const { stage, charge } = await setup();
    await expect(stage.client.enqueue(charge, input)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      path: 'client.sealing',
    });
    await expect(stage.worker([handle(charge, () => {})])).rejects.toMatchObject({ path: 'worker.sealing' });
    expect(await stage.unfinished()).toBe(0);
  });
});

describe('sealingKeys', () => {
  it('refuses what is no key without repeating it', () => {
    for (const text of ['', 'a', 'a:c2hvcnQ=', `a:${'x'.repeat(60)}`, `${newKey('a')},${newKey('a')}`]) {
      expect(() => sealingKeys(text)).toThrow('sealing[');
      const [, secret] = text.split(':');
      if (secret) expect(() => sealingKeys(text)).not.toThrow(secret);
    }
  });
});
