import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { errorCode, parsePosition, type DeadLetter } from '@kickoff/contracts';
import { newJobId, publish, type Broker } from '@kickoff/jobs';
import { pollLiveMatches, processMatchData } from '@kickoff/live-scores/contracts';
import { deadLetters } from '../replay/dead-letters.js';
import { until } from '../replay/until.js';
import { servicesForTest } from './services-for-test.js';

/** What the services make of messages that nobody of theirs would send. */

const envelope = (input: unknown) => JSON.stringify({ input, enqueuedAt: Date.now() });
const job = (queue: string, name: string, id: string) => `jobs.live-scores.ready.${queue}.${name}.-.${id}`;

const EVENTS = 'events.live-scores.poll-live-matches.job';
const QUEUE = 'jobs.live-scores.ready.polling.high';

/** What no job is: subject, what is wrong with it, body, reason. */
const BAD: readonly (readonly [subject: string, wrong: string, body: string, reason: RegExp])[] = [
  [`${QUEUE}.no-subject-of-a-job`, 'has too few parts', '{}', /names no job by its subject$/],
  [EVENTS, 'is not JSON', '{oops', /is not a JSON array of events$/],
  [EVENTS, 'is of the wrong schema', '{"id":7}', /is not a JSON array of events$/],
  ['events.live-scores.no-such-job.job', 'is of an unknown type', '"text"', /is not a JSON array of events$/],
  ['broadcast.live-scores.football.1.1', 'is not JSON', '{oops', /is no broadcast: it must be JSON with a type$/],
  ['broadcast.live-scores.quota', 'is of the wrong schema', '{"type":7}', /is no broadcast: it must be JSON/],
  ['announce.live-scores.contract', 'is not JSON', '{oops', /is no announcement of that kind: /],
  ['announce.live-scores.worker', 'is of the wrong schema', '{"name":7}', /is no announcement .*: name: /],
  ['announce.live-scores.cancel', 'is empty', '', /is no announcement of that kind: /],
  ['limits.live-scores.rapidapi', 'is not JSON', '{oops', /is no request for that limit$/],
  ['limits.live-scores.no-such-limit', 'is of the wrong schema', '{"action":"give"}', /is no request for that limit$/],
  ['schedules.tick.live-scores.no-such-schedule', 'is not JSON', '{oops', /is no tick: /],
  ['schedules.tick.live-scores.no-such-schedule', 'is of the wrong schema', '[]', /is no tick: /],
  ['flows.start.live-scores.1.1', 'is not JSON', '{oops', /is no flow$/],
  ['flows.add.live-scores.1.1', 'is of the wrong schema', '{"nodes":7}', /is no flow$/],
  ['$KV.control.admission', 'is not JSON', '{oops', /is no entry of that kind$/],
  ['$KV.control.cancel.live-scores.1', 'is of the wrong schema', '{"reason":7}', /is no entry of that kind$/],
  ['$KV.live.live-scores.football.1.1', 'is of the wrong schema', '{"offset":7}', /is no document: /],
];

describe('a bad message', () => {
  const services = servicesForTest();

  it.each([
    ['that is not JSON', 'polling.high', 'poll-live-matches', '{oops', 'MESSAGE_INVALID', /must be JSON with input/],
    ['that is no envelope', 'polling.high', 'poll-live-matches', '[1,2]', 'MESSAGE_INVALID', /must be JSON with input/],
    ['that is empty', 'polling.high', 'poll-live-matches', '', 'MESSAGE_INVALID', /must be JSON with input/],
    [
      'of an unknown type',
      'polling.high',
      'poll-live-matchs',
      envelope({ sport: 'football' }),
      'UNKNOWN_JOB_TYPE',
      /no handler serves job type live-scores\.poll-live-matchs; did you mean live-scores\.poll-live-matches\?/,
    ],
    [
      'of the wrong schema',
      'polling.high',
      'poll-live-matches',
      envelope({ sport: 'chess' }),
      'INPUT_INVALID',
      /input of live-scores\.poll-live-matches is invalid: sport: /,
    ],
    [
      'of the wrong schema on an ordered queue',
      'processing.critical',
      'process-match-data',
      envelope({ sport: 'football' }),
      'INPUT_INVALID',
      /input of live-scores\.process-match-data is invalid: .*matchId: /,
    ],
    [
      'of the wrong schema for the gateway',
      'broadcasting.critical',
      'broadcast-match-event',
      envelope({}),
      'INPUT_INVALID',
      /input of live-scores\.broadcast-match-event is invalid: /,
    ],
  ])('%s on a job subject is dead-lettered with its reason', async (_, queue, name, body, code, message) => {
    const { broker, deadLetter } = services();
    const id = newJobId(Date.now());
    await broker.jetstream.publish(job(queue, name, id), body);
    expect(await deadLetter(id)).toMatchObject({
      type: `live-scores.${name}`,
      error: { code, message: expect.stringMatching(message) },
    });
  });

  it('of 2 MB is refused with its reason, and nothing of it is stored', async () => {
    const { jobs, broker, settled } = services();
    const match = 'x'.repeat(2 * 1024 * 1024);
    const input = { sport: 'football', matchId: '1', match, observedAt: Date.now() } as const;
    const error: unknown = await jobs.enqueue(processMatchData, input).catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe('MESSAGE_INVALID');
    expect((error as Error).message).toMatch(/process-match-data.*bytes/);
    // Also by somebody without the SDK: the server takes no message of that size.
    expect(() => broker.connection.publish(job('polling.high', 'poll-live-matches', randomUUID()), match)).toThrow(
      /payload/i,
    );
    await settled();
  });

  it.each(BAD)('on %s that %s is dead-lettered with its reason, once', async (subject, _, body, reason) => {
    const { broker } = services();
    broker.connection.publish(subject, body);
    const letters = await keptOf(broker, subject, body);
    expect(letters).toMatchObject([
      { error: { code: 'MESSAGE_INVALID', message: expect.stringMatching(reason) }, raw: base64(body) },
    ]);
  });

  it.each(['limits.live-scores.rapidapi', 'announce.live-scores.cancel', 'announce.live-scores.contract'])(
    'that asks on %s is answered with a code',
    async (subject) => {
      const { broker } = services();
      const reply = await broker.connection.request(subject, '{oops, again');
      expect(reply.json()).toMatchObject({
        code: 'MESSAGE_INVALID',
        reason: expect.stringContaining(`the message on ${subject} `),
      });
    },
  );

  it('of 2 MB is refused on every subject with a clear error of the catalogue', async () => {
    const { broker } = services();
    const body = 'x'.repeat(2 * 1024 * 1024);
    for (const subject of new Set(BAD.map(([of]) => of))) {
      await expect(publish(broker.connection, { subject, headers: {}, body })).rejects.toMatchObject({
        code: 'MESSAGE_INVALID',
        message: `${subject}: the message is larger than the broker accepts; keep inputs small or pass a reference`,
      });
    }
  });

  // Last: all the bad ones are in front.
  it('blocks nothing that is behind it', async () => {
    const { broker, jobs, simulator, messages, settled, rows, platform } = services();
    await simulator.order({ behave: true });
    const already = messages.length;
    const { id } = await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    await settled();
    await until(() => messages.slice(already).some(({ type }) => type === 'match.added'), {
      timeoutMs: 20_000,
      what: 'a message behind the bad ones',
    });
    await until(
      async () =>
        (await rows<{ state: string }>('SELECT state FROM kickoff.jobs WHERE id = $1', [id]))[0]?.state === 'succeeded',
      { timeoutMs: 20_000, what: 'a job in the record behind the bad events' },
    );
    // What is no tick does not come again for ever.
    await until(async () => (await broker.manager.consumers.info('SCHEDULES', 'ticks')).num_ack_pending === 0, {
      timeoutMs: 20_000,
      what: 'the ticks',
    });
    // Positions go on, and no service gave up.
    expect(parsePosition(messages.at(-1)!.offset)).toBeDefined();
    for (const url of Object.values(platform.addresses.health)) {
      const response = await fetch(`${url}/health/ready`);
      expect([url, response.status]).toEqual([url, 200]);
    }
  });
});

const base64 = (body: string): string => Buffer.from(body).toString('base64');

/** The dead letters of a message, once there is one. */
async function keptOf(broker: Broker, subject: string, body: string): Promise<DeadLetter[]> {
  const isOf = (letter: DeadLetter): boolean => letter.subject === subject && letter.raw === base64(body);
  let found: DeadLetter[] = [];
  await until(
    async () => {
      found = (await deadLetters(broker)).filter(isOf);
      return found.length > 0;
    },
    { timeoutMs: 20_000, what: `the dead letter of a message on ${subject}` },
  );
  return found;
}
