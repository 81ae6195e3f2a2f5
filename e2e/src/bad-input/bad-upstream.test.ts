import { isDeepStrictEqual } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { jobsStream, type DeadLetter } from '@kickoff/contracts';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';
import { until } from '../replay/until.js';
import { servicesForTest } from './services-for-test.js';

/** What the services make of an upstream that misbehaves. The simulator is told how, over its control endpoint. */

type Sport = 'football' | 'basketball' | 'ice-hockey' | 'american-football';

/** Side by side, a sport each: every one takes three attempts. */
const ANSWERS: readonly (readonly [Sport, kind: string, code: string, RegExp])[][] = [
  [
    ['football', 'truncated', 'UPSTREAM_NOT_JSON', /football: GET \/fixtures\?live=all: not JSON after \d+ char/],
    ['basketball', 'html', 'UPSTREAM_ANSWERED_HTML', /basketball: GET \/games\?.*: an HTML page: .*DOCTYPE html/],
    ['ice-hockey', 'wrong-schema', 'UPSTREAM_SCHEMA_INVALID', /ice-hockey: .*: not the expected shape: response: /],
    ['american-football', 'refused', 'UPSTREAM_REFUSED', /american-football: .*: live: The Live field must be a valid/],
  ],
  [
    ['football', 'half-response', 'UPSTREAM_RESPONSE_CUT', /football: .*: half a response: /],
    ['basketball', 'time-out', 'UPSTREAM_TIMED_OUT', /basketball: .*: no complete response within 5000 ms/],
    ['ice-hockey', 'server-error', 'UPSTREAM_FAILED', /ice-hockey: .*: status 500: This error is on our side/],
    ['american-football', 'key-rejected', 'UPSTREAM_KEY_REJECTED', /american-football: .*application key/],
  ],
];

describe('an upstream that answers wrongly', () => {
  const services = servicesForTest();
  beforeEach(() => services().simulator.order({ behave: true }));

  it.each(ANSWERS.map((answers) => [answers.map(([, kind]) => kind).join(', '), answers] as const))(
    '%s: fails each attempt by name, is tried again by policy, and ends as a dead letter',
    async (_, answers) => {
      const { jobs, simulator, deadLetter, rows } = services();
      await Promise.all(
        answers.map(async ([sport, kind, code, message]) => {
          await simulator.order({ misbehave: { kind, matching: `/${sport}/`, times: 'always' } });
          const { id } = await jobs.enqueue(pollLiveMatches, { sport });
          const letter = await deadLetter(id);
          expect(letter).toMatchObject({
            type: 'live-scores.poll-live-matches',
            attempt: 3,
            error: { code, message: expect.stringMatching(message) },
            envelope: { input: { sport } },
          });
          const attempts = () =>
            rows<{ attempt: number; outcome: string; code: string }>(
              `SELECT attempt, outcome, error ->> 'code' AS code FROM kickoff.attempts
               WHERE job_id = $1 AND outcome = 'failed' ORDER BY attempt`,
              [id],
            );
          await until(async () => (await attempts()).length >= 3, { timeoutMs: 30_000, what: `the record of ${kind}` });
          expect(await attempts()).toEqual([1, 2, 3].map((attempt) => ({ attempt, outcome: 'failed', code })));
        }),
      );
    },
    60_000,
  );

  it('is asked again, and what it then says goes through', async () => {
    const { jobs, simulator, messages, settled } = services();
    await simulator.order({ misbehave: { kind: 'html', matching: '/ice-hockey/', times: 1 } });
    await jobs.enqueue(pollLiveMatches, { sport: 'ice-hockey' });
    await settled();
    await until(() => messages.some(({ channel }) => channel.startsWith('live-scores/ice-hockey/')), {
      timeoutMs: 30_000,
      what: 'a match of ice hockey',
    });
  });

  it('keeps one broken match from nobody else, and names what is broken in it', async () => {
    const { jobs, simulator, messages, settled, broker, rows } = services();
    const deadBefore = (await broker.manager.streams.info('DEAD')).state.last_seq;
    await simulator.order({ misbehave: { kind: 'broken-match', matching: '/football/', times: 1 } });
    await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    const added = () =>
      messages
        .filter(({ type, channel }) => type === 'match.added' && channel.startsWith('live-scores/football/'))
        .map(({ channel }) => channel.split('/').at(-1)!)
        .sort();
    await until(() => added().length > 0, { timeoutMs: 30_000, what: 'the other matches' });
    // They did not wait for the end of the broken one.
    expect((await broker.manager.streams.info('DEAD')).state.last_seq).toBe(deadBefore);
    await settled();
    const dead = await broker.manager.streams.getMessage('DEAD', { seq: deadBefore + 1 });
    expect(dead?.json()).toMatchObject({
      type: 'live-scores.process-match-data',
      attempt: 3,
      error: { code: 'MATCH_INVALID', message: expect.stringMatching(/^football match \d+ is invalid: goals\.home: /) },
    });
    const broken = /match (\d+)/.exec(dead!.json<DeadLetter>().error.message)![1]!;
    // Jobs may end before their messages arrive here, and other matches may have kicked off meanwhile.
    const eachAddedOnce = () =>
      until(async () => isDeepStrictEqual(added(), await storedMatches()), {
        timeoutMs: 30_000,
        what: 'word of every match in the table, once',
      });
    const storedMatches = async () =>
      (await rows<{ id: string }>("SELECT id FROM live_scores.matches WHERE sport = 'football'"))
        .map(({ id }) => id)
        .sort();
    await eachAddedOnce();
    expect(added()).not.toContain(broken);
    await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    await settled();
    // Once it can be read it is a match like any other.
    await until(() => added().includes(broken), { timeoutMs: 30_000, what: 'the mended match' });
    await eachAddedOnce();
  });

  it('holds every poller back after a 429 for as long as it asks, at the cost of no attempt', async () => {
    const { jobs, simulator, messages, settled, rows, platform } = services();
    await simulator.order({
      misbehave: { kind: 'rate-limited', matching: '/football/', times: 1, retryAfterSeconds: 4 },
    });
    const asked = async () => Object.values(await simulator.requests()).reduce((sum, count) => sum + count, 0);
    const refused = await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    const closed = () => messages.find(({ channel, data }) => isQuota(channel) && !(data as Quota).open);
    await until(() => closed() !== undefined, { timeoutMs: 30_000, what: 'word that requests are held back' });
    const quota = closed()!.data as Quota;
    expect(quota.notice).toMatch(/too many requests; football asks to wait until 20/);
    expect(await statusOf(platform.addresses.api)).toMatchObject({ notice: quota.notice, quota: { open: false } });
    const before = await asked();
    const others = await Promise.all(
      (['basketball', 'ice-hockey', 'american-football'] as const).map((sport) =>
        jobs.enqueue(pollLiveMatches, { sport }),
      ),
    );
    await until(() => Date.now() > Date.parse(quota.closedUntil!) - 100, { timeoutMs: 30_000, what: 'the pause' });
    expect(await asked()).toBe(before);
    await settled();
    expect(await asked()).toBeGreaterThan(before);
    const ids = [refused, ...others].map(({ id }) => id);
    const finished = () =>
      rows<{ state: string; attempt: number }>('SELECT state, attempt FROM kickoff.jobs WHERE id = ANY($1)', [ids]);
    await until(async () => (await finished()).every(({ state }) => state === 'succeeded'), {
      timeoutMs: 30_000,
      what: 'the record',
    });
    expect(await finished()).toEqual(ids.map(() => ({ state: 'succeeded', attempt: 1 })));
  });

  // Last: nothing is fetched any more until tomorrow.
  it('says so when the quota of the day is used up, and nothing piles up', async () => {
    const { jobs, simulator, messages, platform, broker } = services();
    await simulator.order({ dayRemaining: 0 });
    const already = messages.length;
    await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    const said = () => messages.slice(already).find(({ channel, data }) => isQuota(channel) && !(data as Quota).open);
    await until(() => said() !== undefined, { timeoutMs: 30_000, what: 'word that the quota is used up' });
    const midnight = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000).toISOString();
    expect(said()!.data).toMatchObject({
      notice: 'quota used up until 00:00 UTC',
      closedUntil: midnight,
      dayRemaining: 0,
    });
    expect(await statusOf(platform.addresses.api)).toMatchObject({
      notice: 'quota used up until 00:00 UTC',
      quota: { open: false, closedUntil: midnight },
    });
    const asked = async () => JSON.stringify(await simulator.requests());
    const before = await asked();
    const sports = ['football', 'basketball', 'ice-hockey', 'american-football'] as const;
    const rounds = 5;
    for (let round = 0; round < rounds; round += 1)
      for (const sport of sports) await jobs.enqueue(pollLiveMatches, { sport });
    const waiting = async () => (await broker.manager.streams.info(jobsStream('live-scores'))).state.messages;
    await until(async () => (await waiting()) === sports.length, {
      timeoutMs: 30_000,
      what: 'one waiting poll per sport',
    });
    expect(await asked()).toBe(before);
  });
});

interface Quota {
  open: boolean;
  notice: string | null;
  closedUntil: string | null;
}

function isQuota(channel: string): boolean {
  return channel === 'live-scores/quota';
}

async function statusOf(api: string): Promise<unknown> {
  const response = await fetch(`${api}/api/v1/live-scores/status`);
  return response.json();
}
