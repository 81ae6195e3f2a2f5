import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { UpstreamRateLimited, type UpstreamError } from '@kickoff/upstream';
import { football } from '../sports/football.js';
import { sportAdapter } from '../sports/sports.js';
import { SPORTS } from '../sports/sport.js';
import type { ControlOrder } from '../simulator/live-scores-simulator.js';
import { addressesAt, simulatorForTest } from '../testing/simulator-for-test.js';
import { SportsUpstreams } from './sports-upstreams.js';

const LIVE = football.liveQueries(new Date(), [])[0]!;

describe('SportsUpstreams', () => {
  const simulator = simulatorForTest({ SIMULATOR_KEY: 'secret-key', SIMULATOR_MATCHES: '30' });
  let client: SportsUpstreams;

  beforeAll(() => {
    client = new SportsUpstreams({
      addresses: addressesAt(simulator().url),
      key: 'secret-key',
      timeoutMs: 3_000,
      clock: Date,
    });
  });
  afterAll(() => client.close());
  beforeEach(() => simulator().control({ behave: true }));

  const ask = () => client.ask('football', LIVE, { signal: new AbortController().signal });

  async function failure(misbehave: ControlOrder['misbehave']): Promise<UpstreamError> {
    await simulator().control({ misbehave });
    const error: unknown = await ask().then(
      () => new Error('the request succeeded'),
      (thrown: unknown) => thrown,
    );
    return error as UpstreamError;
  }

  it('reads the live list, its time and the quota', async () => {
    const before = Date.now();
    const answer = await ask();
    expect(answer.entries.length).toBeGreaterThan(0);
    expect(answer.observedAt).toBeGreaterThanOrEqual(before);
    expect(answer.quota).toMatchObject({ dayLimit: 75_000, dayRemaining: expect.any(Number) });
  });

  it("times a response by its own clock, whatever the machine's says", async () => {
    const broker = { now: () => 1_000 };
    const timed = new SportsUpstreams({
      addresses: addressesAt(simulator().url),
      key: 'secret-key',
      timeoutMs: 3_000,
      clock: broker,
    });
    try {
      const { observedAt } = await timed.ask('football', LIVE, { signal: new AbortController().signal });
      expect(observedAt).toBe(1_000);
    } finally {
      await timed.close();
    }
  });

  it.each(SPORTS)('reads every list of %s, and its adapter understands them', async (sport) => {
    const adapter = sportAdapter(sport);
    const signal = new AbortController().signal;
    const today = new Date().toISOString().slice(0, 10);
    const queries = [...adapter.liveQueries(new Date(), []), adapter.dateQuery(today)];
    let matches = 0;
    for (const query of queries) {
      const { entries, observedAt } = await client.ask(sport, query, { signal });
      for (const entry of entries) adapter.normalise(entry, observedAt);
      matches += entries.length;
    }
    expect(matches).toBeGreaterThan(0);
    const { entries: leagues } = await client.ask(sport, adapter.leaguesQuery(), { signal });
    const league = adapter.league(leagues[0])!;
    expect(league.season).not.toBeNull();
    const { entries: teams } = await client.ask(sport, adapter.teamsQuery(league.id, league.season!), { signal });
    expect(teams.flatMap((entry) => adapter.team(entry) ?? [])).toHaveLength(teams.length);
  });

  it.each([
    ['rate-limited', 'UPSTREAM_RATE_LIMITED', /too many requests/],
    ['unavailable', 'UPSTREAM_UNAVAILABLE', /unavailable; to be asked again after/],
    ['quota-used-up', 'UPSTREAM_QUOTA_USED_UP', /quota used up until 00:00 UTC/],
    ['key-rejected', 'UPSTREAM_KEY_REJECTED', /application key/],
    ['server-error', 'UPSTREAM_FAILED', /status 500: This error/],
    ['time-out', 'UPSTREAM_TIMED_OUT', /within 3000 ms/],
    ['truncated', 'UPSTREAM_NOT_JSON', /not JSON after \d+ characters/],
    ['html', 'UPSTREAM_ANSWERED_HTML', /DOCTYPE html/],
    ['half-response', 'UPSTREAM_RESPONSE_CUT', /half a response/],
    ['wrong-schema', 'UPSTREAM_SCHEMA_INVALID', /response: /],
    ['refused', 'UPSTREAM_REFUSED', /live: The Live field/],
  ] as const)('names what is wrong with %s', async (kind, code, message) => {
    const error = await failure({ kind });
    expect(errorCode(error)).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toContain('GET /fixtures?live=all');
    expect(error.message).not.toContain('secret-key');
    await expect(ask()).resolves.toBeDefined();
  });

  it('says when to ask again after a 429', async () => {
    const error = await failure({ kind: 'rate-limited', retryAfterSeconds: 7 });
    expect(error).toBeInstanceOf(UpstreamRateLimited);
    expect((error as UpstreamRateLimited).until - Date.now()).toBeGreaterThan(6_000);
  });

  it('waits for a slow response within its time', async () => {
    await simulator().control({ misbehave: { kind: 'slow', delayMs: 100 } });
    await expect(ask()).resolves.toBeDefined();
  });

  it('stops when its signal aborts, with the reason of the signal', async () => {
    await simulator().control({ misbehave: { kind: 'time-out' } });
    const reason = new Error('shutting down');
    await expect(client.ask('football', LIVE, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('says so when nobody listens', async () => {
    const addresses = { ...addressesAt(simulator().url), football: 'http://127.0.0.1:9' };
    const lost = new SportsUpstreams({ addresses, key: '', timeoutMs: 3_000, clock: Date });
    const error: unknown = await lost
      .ask('football', LIVE, { signal: new AbortController().signal })
      .catch((e: unknown) => e);
    expect(errorCode(error)).toBe('UPSTREAM_UNREACHABLE');
    await lost.close();
  });
});
