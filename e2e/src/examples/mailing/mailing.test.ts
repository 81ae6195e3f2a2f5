import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, JobClient, Limiter, PausePromoter } from '@kickoff/jobs';
import { until } from '../../replay/until.js';
import { bePatient } from './be-patient.js';
import { mailer, mailing, sendLetter } from './mailing.js';
import { slowDown } from './slow-down.js';
import { stopLetters } from './stop-letters.js';

const nats = natsForTest();
const stop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of stop.splice(0).reverse()) await each();
});

async function setup() {
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  stop.push(() => broker.close());
  await applyTopology(broker, [mailing]);
  for (const loop of [
    new BucketWriter({ broker, everyMs: 50 }),
    new PausePromoter({ broker }),
    new Limiter({ broker }),
  ]) {
    loop.start();
    stop.push(() => loop.stop());
  }
  const posted: string[] = [];
  const answers: (Response | Error)[] = [];
  const worker = mailer(nats().url, async (letter) => {
    posted.push(letter);
    const answer = answers.shift() ?? new Response();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  await worker.start();
  stop.push(() => worker.stop({ graceMs: 0 }));
  const isKnown = async (): Promise<boolean> =>
    (await broker.manager.streams.getMessage('KV_registry', { last_by_subj: '$KV.registry.mailing.send-letter.*' })) !==
    null;
  await until(isKnown, { timeoutMs: 30_000, what: 'the type is registered' });
  // Its limits are known with its first words.
  const isHeard = async (): Promise<boolean> => {
    const last = await broker.manager.streams.getMessage('KV_workers', { last_by_subj: '$KV.workers.mailing.*' });
    // The worker of the test before has said that it goes.
    return last !== null && !last.header.has('KV-Operation');
  };
  await until(isHeard, { timeoutMs: 30_000, what: 'the worker is known' });
  return { jobs: new JobClient(broker), posted, answers };
}

const letters = (...names: string[]) => names.map((letter) => ({ customer: 'ada', letter }));

describe('the examples of limits, pauses and overrides', () => {
  it('sends nothing while letters are stopped, and everything afterwards', async () => {
    const { jobs, posted } = await setup();
    const held = await stopLetters(jobs, async () => {
      await jobs.enqueueMany(sendLetter, letters('a', 'b', 'c'));
    });
    expect(held).toEqual([
      'type mailing.send-letter: the provider moves house (ada)',
      'queue mailing/outgoing: and its cables (ada)',
    ]);
    await until(async () => posted.length === 3, { timeoutMs: 20_000, what: 'three letters' });
    expect(posted.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('waits as long as the provider asks, and tries again', async () => {
    const { jobs, posted, answers } = await setup();
    answers.push(new Response(null, { status: 429, headers: { 'retry-after': '1' } }));
    const startedAt = Date.now();
    await jobs.enqueueMany(sendLetter, letters('d'));
    await until(async () => posted.length === 2, { timeoutMs: 20_000, what: 'the second try' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });

  it('tries a letter for as long as it takes while the provider is slow', async () => {
    const { jobs, posted, answers } = await setup();
    // One more than the contract allows.
    answers.push(...Array.from({ length: 3 }, () => new Error('the provider hung up')));
    const changed = await bePatient(jobs, async () => {
      await jobs.enqueueMany(sendLetter, letters('e'));
      await until(async () => posted.length === 4, { timeoutMs: 20_000, what: 'the fourth try' });
    });
    expect(changed).toEqual([
      'workload mailing: {"timeout":"1h"} (ada)',
      'type mailing.send-letter: {"attempts":10,"backoff":{"fixed":"500ms"}} (ada)',
    ]);
    expect(await jobs.overrides()).toEqual([]);
  });

  it('sends fewer letters while the provider is short of breath', async () => {
    const { jobs, posted } = await setup();
    const startedAt = Date.now();
    const changed = await slowDown(jobs, async () => {
      await jobs.enqueueMany(sendLetter, letters('f', 'g', 'h', 'i', 'j'));
      await until(async () => posted.length === 5, { timeoutMs: 20_000, what: 'five letters' });
    });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
    expect(changed).toEqual([
      'limit mailing/provider: {"windows":[{"limit":2,"per":"1s"},{"limit":5000,"per":"utc-day"}]} (ada)',
      'limit mailing/per-customer: {"atOnce":1} (ada)',
    ]);
    expect(await jobs.overrides()).toEqual([]);
  });
});
