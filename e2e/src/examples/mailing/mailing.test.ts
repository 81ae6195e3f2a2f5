import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, BucketWriter, JobClient, Limiter, PausePromoter } from '@kickoff/jobs';
import { until } from '../../replay/until.js';
import { mailer, mailing, sendLetter } from './mailing.js';
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
  const answers: Response[] = [];
  const worker = mailer(nats().url, async (letter) => {
    posted.push(letter);
    return answers.shift() ?? new Response();
  });
  await worker.start();
  stop.push(() => worker.stop({ graceMs: 0 }));
  const isKnown = async (): Promise<boolean> =>
    (await broker.manager.streams.getMessage('KV_registry', { last_by_subj: '$KV.registry.mailing.send-letter.*' })) !==
    null;
  await until(isKnown, { timeoutMs: 10_000, what: 'the type is registered' });
  return { jobs: new JobClient(broker), posted, answers };
}

const letters = (...names: string[]) => names.map((letter) => ({ customer: 'ada', letter }));

describe('the example of limits and pauses', () => {
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
});
