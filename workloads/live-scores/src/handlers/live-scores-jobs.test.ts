import { describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import {
  cleanUpOldMatches,
  pollCompletedMatches,
  pollLiveMatches,
  pollScheduledMatches,
  processMatchData,
  updateLeagues,
  updateTeams,
  type Sport,
} from '../contracts/index.js';
import type { MatchMessage } from '../match/match-message.js';
import { MatchesController } from '../routes/matches-controller.js';
import { StatusController } from '../routes/status-controller.js';
import { sportAdapter } from '../sports/sports.js';
import { liveScoresForTest } from '../testing/live-scores-for-test.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import { SportsUpstreams } from '../upstream/sports-upstreams.js';

describe('jobs of live-scores', () => {
  const simulator = simulatorForTest({
    SIMULATOR_MATCHES: '16',
    SIMULATOR_OTHER_MATCHES: '4',
    SIMULATOR_SPEED: '1',
    SIMULATOR_DEFECTS: 'off',
  });
  const platform = liveScoresForTest(simulator);

  async function poll(
    sport: Sport = 'football',
  ): Promise<{ messages: MatchMessage[]; types: string[]; ended: string[] }> {
    const { jobs, messages, ended, settled } = platform();
    const [firstMessage, firstJob] = [messages.length, ended.length];
    await jobs.enqueue(pollLiveMatches, { sport });
    await settled();
    const fresh = messages.slice(firstMessage);
    return {
      messages: fresh.map(({ data }) => data as MatchMessage),
      types: fresh.map(({ type, data }) => `${type} ${(data as MatchMessage).matchId}`),
      ended: ended.slice(firstJob).map(({ type }) => type),
    };
  }

  const firstLive = async (sport: Sport = 'football') => (await simulator().state()).live[sport][0]!;
  const row = async (matchId: number) => {
    const [found]: { phase: string; revision: number }[] = await platform().dataSource.query(
      'SELECT phase, revision FROM live_scores.matches WHERE id = $1',
      [String(matchId)],
    );
    return found;
  };

  it.each(['american-football', 'basketball', 'football', 'ice-hockey'] as const)(
    'add the matches of %s in play, and serve the documents that they broadcast',
    async (sport) => {
      const { messages } = platform();
      const before = messages.length;
      await poll(sport);
      const added = messages.slice(before).filter(({ type }) => type === 'match.added');
      const { live } = await simulator().state();
      expect(added.length).toBeGreaterThanOrEqual(live[sport].length - 1);
      for (const { channel, data, document } of added.slice(0, 3)) {
        const { league, matchId, id } = data as MatchMessage;
        expect(channel).toBe(`live-scores/${sport}/${league.id}/${matchId}`);
        expect(await platform().get(MatchesController).match(id)).toEqual(document);
      }
    },
    20_000,
  );

  it('leave a match alone that did not change', async () => {
    await poll();
    const { ended } = await poll();
    expect(ended[0]).toBe('live-scores.poll-live-matches');
    expect(ended.filter((type) => type === processMatchData.type).length).toBeLessThan(5);
  });

  it('correct a score that goes down', async () => {
    const { live } = await simulator().state();
    const { matches } = await platform().get(MatchesController).live('football');
    const match = matches.find(({ score, matchId }) => score.home! > 0 && live.football.includes(Number(matchId)))!;
    await simulator().control({ match: { matchId: Number(match.matchId), takenOff: { home: 1 }, eventsRemoved: 1 } });
    const { messages, types } = await poll();
    const corrected = messages[types.indexOf(`match.corrected ${match.matchId}`)]!;
    expect(corrected.change.score).toMatchObject({
      old: { home: match.score.home },
      new: { home: match.score.home! - 1 },
    });
    expect(corrected.change.events?.removed).toHaveLength(1);
    expect(types).not.toContain(`match.event ${match.matchId}`);
  });

  it.each(['football', 'basketball'] as const)(
    'finish a match of %s that vanished from the live list',
    async (sport) => {
      const matchId = await firstLive(sport);
      await poll(sport);
      await simulator().control({ match: { sport, matchId, vanished: true } });
      const { messages, types } = await poll(sport);
      const change = messages[types.indexOf(`match.status-changed ${matchId}`)]!;
      expect(change.change.status).toMatchObject({ new: { phase: 'finished', short: 'FT' } });
      expect(await row(matchId)).toMatchObject({ phase: 'finished' });
    },
  );

  it('ignore a statement that is older than what is stored', async () => {
    const { jobs, settled, messages, get } = platform();
    await poll();
    const matchId = await firstLive();
    const before = await row(matchId);
    const query = sportAdapter('football').idQueries([String(matchId)])[0]!;
    const { entries } = await get(SportsUpstreams).ask('football', query, { signal: new AbortController().signal });
    const older = JSON.parse(
      JSON.stringify(entries[0]).replace(/"goals":\{[^}]*\}/, '"goals":{"home":9,"away":9}'),
    ) as unknown;
    const count = messages.length;
    const input = { sport: 'football' as const, matchId: String(matchId), match: older };
    await jobs.enqueue(processMatchData, { ...input, observedAt: Date.now() - 60_000 });
    await settled();
    expect(await row(matchId)).toEqual(before);
    expect(messages.slice(count)).toEqual([]);
  });

  it('announce the events of one poll before anything of the next, also when both wait in line', async () => {
    const { jobs, settled, messages } = platform();
    const card = (elapsed: number) => ({
      time: { elapsed, extra: null },
      team: { id: 1, name: 'Home' },
      player: { id: elapsed, name: `Player ${elapsed}` },
      assist: { id: null, name: null },
      type: 'Card',
      detail: 'Yellow Card',
      comments: null,
    });
    const statement = (elapsed: number, events: object[]) => ({
      fixture: { id: 77, timestamp: 1_770_246_000, status: { short: '1H', long: 'First Half', elapsed, extra: null } },
      league: { id: 71, name: 'Serie A', country: 'Brazil', season: 2026, round: '1', logo: null },
      teams: { home: { id: 1, name: 'Home', logo: null }, away: { id: 2, name: 'Away', logo: null } },
      goals: { home: events.length, away: 0 },
      score: {},
      events,
    });
    const now = Date.now();
    const inputs = [[], [card(11)], [card(11), card(12)]].map((events, index) => ({
      sport: 'football' as const,
      matchId: '77',
      match: statement(10 + index, events),
      observedAt: now + index,
    }));
    await jobs.enqueueMany(processMatchData, inputs);
    await settled();
    const told = messages.filter(({ data }) => (data as MatchMessage).matchId === '77');
    expect(told.map(({ type, data }) => `${type} ${(data as MatchMessage).revision}`)).toEqual([
      'match.added 1',
      'match.updated 2',
      'match.event 2',
      'match.updated 3',
      'match.event 3',
    ]);
  });

  it('let one broken match fail by name, once, while the others go through', async () => {
    const { ended, dataSource } = platform();
    const matchId = await firstLive();
    await dataSource.query('DELETE FROM live_scores.matches WHERE sport = $1 AND id <> $2', [
      'football',
      String(matchId),
    ]);
    await simulator().control({ match: { matchId, broken: true } });
    const before = ended.length;
    const { types } = await poll();
    expect(types.filter((type) => type.startsWith('match.added')).length).toBeGreaterThan(5);
    const dead = ended.slice(before).filter(({ state }) => state === 'dead');
    expect(dead.map(({ type, error }) => [type, errorCode(error)])).toEqual([[processMatchData.type, 'MATCH_INVALID']]);
    // A minute of the match may pass between two polls, and makes its statement another one; between three it cannot twice.
    const failures: number[] = [];
    for (let polls = 0; polls < 2; polls += 1) {
      const again = ended.length;
      await poll();
      failures.push(ended.slice(again).filter(({ state }) => state !== 'succeeded').length);
    }
    expect(failures).toContain(0);
    await simulator().control({ behave: true });
  });

  it('fill in the days around, and their leagues and teams', async () => {
    const { jobs, settled, ended, dataSource } = platform();
    const before = ended.length;
    for (const sport of ['football', 'basketball'] as const) {
      await jobs.enqueue(pollScheduledMatches, { sport });
      await jobs.enqueue(pollCompletedMatches, { sport });
      await jobs.enqueue(updateLeagues, { sport });
    }
    await settled();
    await jobs.enqueue(updateTeams, { sport: 'football' });
    await settled();
    expect(ended.slice(before).filter(({ state }) => state !== 'succeeded')).toEqual([]);
    const phases: { phase: string }[] = await dataSource.query('SELECT DISTINCT phase FROM live_scores.matches');
    expect(phases.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['finished', 'live']));
    const [{ teams }]: [{ teams: number }] = await dataSource.query(
      `SELECT count(*)::integer AS teams FROM live_scores.teams t JOIN live_scores.leagues l
         ON l.sport = t.sport AND left(t.id, -2) = l.id WHERE l.teams_read_at IS NOT NULL AND t.country IS NOT NULL`,
    );
    // Twenty teams a league, in pages of fifteen.
    expect(teams % 20).toBe(0);
    expect(teams).toBeGreaterThan(0);
  });

  it('take ended matches off the board and delete old ones, never unfinished ones', async () => {
    const { jobs, settled, messages, dataSource } = platform();
    await poll();
    const matchId = await firstLive();
    await simulator().control({ match: { matchId, vanished: true } });
    await poll();
    const old = (table: string) => `UPDATE live_scores.matches SET kick_off = now() - interval '91 days' ${table}`;
    await dataSource.query(old(''));
    await dataSource.query(old(", finished_at = now() - interval '91 days' WHERE finished_at IS NOT NULL"));
    const count = messages.length;
    await jobs.enqueue(cleanUpOldMatches, {});
    await settled();
    const removed = messages.slice(count).filter(({ type }) => type === 'match.removed');
    expect(removed.map(({ data }) => (data as MatchMessage).matchId)).toContain(String(matchId));
    expect(removed.every(({ document }) => document === null)).toBe(true);
    const [left]: { finished: number; unfinished: number }[] = await dataSource.query(
      `SELECT count(finished_at)::integer AS finished, (count(*) - count(finished_at))::integer AS unfinished FROM live_scores.matches`,
    );
    expect(left).toMatchObject({ finished: 0 });
    expect(left!.unfinished).toBeGreaterThan(5);
  });

  it('hold every poller back after a 429, without spending an attempt', async () => {
    const { ended, messages } = platform();
    const [job, message] = [ended.length, messages.length];
    const started = Date.now();
    await simulator().control({ misbehave: { kind: 'rate-limited', retryAfterSeconds: 2 } });
    await poll();
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_900);
    expect(ended.slice(job).filter(({ state }) => state === 'retrying' || state === 'dead')).toEqual([]);
    const quota = messages.slice(message).filter(({ channel }) => channel === 'live-scores/quota');
    expect(quota.map(({ data }) => data)).toMatchObject([{ open: false }, { open: true, notice: null }]);
  });

  it('wait while an upstream answers 503, without spending an attempt', async () => {
    const { ended } = platform();
    const [job, started] = [ended.length, Date.now()];
    await simulator().control({ misbehave: { kind: 'unavailable', retryAfterSeconds: 2 } });
    await poll();
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_900);
    expect(ended.slice(job).filter(({ state }) => state === 'retrying' || state === 'dead')).toEqual([]);
  });

  it('stop until 00:00 UTC when the quota is used up, say so, and pile nothing up', async () => {
    const { jobs, settled, messages, get } = platform();
    await simulator().control({ dayRemaining: 0 });
    await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    await settled({ ignoreLater: true });
    const second = await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    expect(second.duplicate).toBe(true);
    const status = await get(StatusController).status();
    expect(status.notice).toBe('quota used up until 00:00 UTC');
    expect(new Date(status.quota.closedUntil!).toISOString()).toMatch(/T00:00:00\.000Z$/);
    expect(messages.at(-1)).toMatchObject({
      channel: 'live-scores/quota',
      document: { open: false, notice: status.notice },
    });
  });
});
