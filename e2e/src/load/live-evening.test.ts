import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveEvening, offsetOf, type Listener, type MatchLiveMessage, type UpstreamMatch } from './live-evening.js';

/** About 500 of them have a match in play. */
const SLOTS = 545;
const FOR_MS = 30_000;
/** One poll so often, each with so much match time gone by since the last one. */
const POLL_EVERY_MS = 4_000;
const MATCH_TIME_MS = 15_000;

describe('500 live matches that change for half a minute', () => {
  let evening: LiveEvening;
  let everything: Listener;
  let football: Listener;
  let league: Listener;

  beforeAll(async () => {
    evening = await LiveEvening.start(SLOTS);
    everything = await evening.listen('live-scores');
    football = await evening.listen('live-scores/football');
    await evening.pollAfter(0);
    await evening.settle();
    const [, , busiest] = everything.messages[0]!.channel.split('/');
    league = await evening.listen(`live-scores/football/${busiest}`);
    const until = Date.now() + FOR_MS;
    while (Date.now() < until) {
      const next = Date.now() + POLL_EVERY_MS;
      await evening.pollAfter(MATCH_TIME_MS);
      await sleep(Math.max(0, next - Date.now()));
    }
    await evening.settle();
  });

  afterAll(() => evening?.stop());

  it('reaches every subscriber once and in order, whatever the path', async () => {
    const { state } = await evening.broker.manager.streams.info('BROADCAST', { subjects_filter: 'broadcast.>' });
    const broadcast = Object.entries(state.subjects ?? {})
      .filter(([subject]) => subject.startsWith('broadcast.live-scores.football.'))
      .reduce((sum, [, count]) => sum + count, 0);
    process.stdout.write(`${broadcast} messages of ${new Set(football.messages.map(channelOf)).size} matches\n`);
    expect(broadcast).toBeGreaterThan(1_000);
    expect(football.messages).toHaveLength(broadcast);
    for (const { messages } of [everything, football, league]) expect(messages).toEqual(inOrderOnce(messages));
    expect(everything.messages.filter(({ channel }) => channel.startsWith('live-scores/football/'))).toEqual(
      football.messages,
    );
    expect(league.messages).toEqual(
      football.messages.filter(
        (message) => message.channel.startsWith(`${league.path}/`) && offsetOf(message) > league.since,
      ),
    );
    expect(league.messages.length).toBeGreaterThan(0);
  });

  it('tells the changes of each match in order: every change begins where the last one ended', () => {
    const broken: unknown[] = [];
    const last = new Map<string, MatchLiveMessage['data']>();
    for (const { channel, data, type } of football.messages) {
      const before = last.get(channel);
      last.set(channel, data);
      if (!before) {
        if (type !== 'match.added') broken.push({ channel, type, problem: 'is not the first message of a new match' });
        continue;
      }
      if (data.revision < before.revision) broken.push({ channel, revisions: [before.revision, data.revision] });
      const { score } = data.change;
      if (score && data.revision > before.revision && !isSameScore(score.old, before.score)) {
        broken.push({ channel, told: score.old, before: before.score });
      }
    }
    expect(broken).toEqual([]);
  });

  it('leaves no job, no dead letter and nothing in the outbox', async () => {
    expect((await evening.broker.manager.streams.info('JOBS_live-scores')).state.messages).toBe(0);
    expect((await evening.broker.manager.streams.info('DEAD')).state.messages).toBe(0);
    expect(await rows('SELECT count(*)::int AS count FROM kickoff.outbox')).toEqual([{ count: 0 }]);
  });

  it('stores what subscribers were told last, and what the upstream says', async () => {
    const stored = await rows<StoredMatch>('SELECT id, document FROM live_scores.matches');
    const told = new Map(football.messages.map(({ data }) => [data.matchId, data]));
    const state = ({ score, status, clock, revision }: StoredMatch['document']) => ({ score, status, clock, revision });
    expect(stored.map(({ id, document }) => [id, state(document)])).toEqual(
      stored.map(({ id }) => [id, told.get(id) && state(told.get(id)!)]),
    );
    // Time goes on, so what the upstream says before and after a poll is what the poll has seen.
    const before = new Map((await evening.upstream()).map((match) => [match.fixture.id, said(match)]));
    await evening.pollAfter(0);
    await evening.settle();
    const steady = (await evening.upstream()).filter((match) => before.get(match.fixture.id) === said(match));
    expect(steady.length).toBeGreaterThan(400);
    const now = new Map(
      (await rows<StoredMatch>('SELECT id, document FROM live_scores.matches')).map(({ id, document }) => [
        id,
        JSON.stringify([document.status.short, document.clock.elapsed, document.score.home, document.score.away]),
      ]),
    );
    expect(steady.map(({ fixture }) => [fixture.id, now.get(String(fixture.id))])).toEqual(
      steady.map((match) => [match.fixture.id, said(match)]),
    );
  });

  it('has every job on record as succeeded, one broadcast for each message', async () => {
    const states = await rows<{ state: string }>('SELECT DISTINCT state FROM kickoff.jobs');
    expect(states).toEqual([{ state: 'succeeded' }]);
    const [recorded] = await rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM kickoff.jobs WHERE type LIKE 'live-scores.broadcast-%'",
    );
    expect(recorded!.count).toBe(football.messages.length);
  });

  async function rows<Row extends object>(sql: string): Promise<Row[]> {
    return (await evening.database.query<Row>(sql)).rows;
  }
});

interface StoredMatch {
  id: string;
  document: Pick<MatchLiveMessage['data'], 'score' | 'status' | 'clock' | 'revision'>;
}

function inOrderOnce(messages: readonly MatchLiveMessage[]): MatchLiveMessage[] {
  return [...new Map(messages.map((message) => [offsetOf(message), message]))]
    .sort(([a], [b]) => a - b)
    .map(([, message]) => message);
}

function said({ fixture: { status }, goals }: UpstreamMatch): string {
  return JSON.stringify([status.short, status.elapsed, goals.home, goals.away]);
}

function channelOf({ channel }: MatchLiveMessage): string {
  return channel;
}

function isSameScore(a: { home: number | null; away: number | null }, b: typeof a): boolean {
  return (a.home ?? 0) === (b.home ?? 0) && (a.away ?? 0) === (b.away ?? 0);
}
