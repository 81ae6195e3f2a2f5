import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { errorCode, parsePosition } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { pollLiveMatches, processMatchData } from '@kickoff/live-scores/contracts';
import { until } from '../replay/until.js';
import { servicesForTest } from './services-for-test.js';

/** What the services make of messages that nobody of theirs would send. */

const envelope = (input: unknown) => JSON.stringify({ input, enqueuedAt: Date.now() });
const job = (queue: string, name: string, id: string) => `jobs.live-scores.ready.${queue}.${name}.-.${id}`;

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

  it('on any other subject blocks nothing', async () => {
    const { broker, jobs, simulator, messages, settled, rows, platform } = services();
    const { connection } = broker;
    const bodies = ['{oops', '[]', '"text"', '{"type":7}', ''];
    const subjects = [
      'events.live-scores.poll-live-matches.job',
      'events.live-scores.no-such-job.job',
      'broadcast.live-scores.football.1.1',
      'broadcast.live-scores.quota',
      'announce.live-scores.contract',
      'announce.live-scores.worker',
      'announce.live-scores.cancel',
      'limits.live-scores.rapidapi',
      'limits.live-scores.no-such-limit',
      'limits.live-scores.rapidapi.closed',
      'lines.live-scores.ended',
      'schedules.tick.live-scores.no-such-schedule',
      'dead.live-scores.polling.poll-live-matches.garbage',
    ];
    for (const subject of subjects) for (const body of bodies) connection.publish(subject, body);
    await connection.flush();

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
    // What is no tick is kept with its reason, and does not come again for ever.
    await until(async () => (await broker.manager.consumers.info('SCHEDULES', 'ticks')).num_ack_pending === 0, {
      timeoutMs: 3_000,
      what: 'the ticks',
    });
    const kept = await broker.manager.streams.getMessage('DEAD', { last_by_subj: 'dead.live-scores.schedules.>' });
    expect(kept?.json()).toMatchObject({
      error: { code: 'MESSAGE_INVALID', message: expect.stringMatching(/no-such-schedule is no tick: /) },
    });
    // Positions go on, and no service gave up.
    expect(parsePosition(messages.at(-1)!.offset)).toBeDefined();
    for (const url of Object.values(platform.addresses.health)) {
      const response = await fetch(`${url}/health/ready`);
      expect([url, response.status]).toEqual([url, 200]);
    }
  });
});
