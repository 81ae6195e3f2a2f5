import { describe, expect, it } from '@jest/globals';
import { MATCH_MESSAGES, type MatchMessage } from './match/match-message.js';
import { pollLiveMatches } from './contracts/poll-live-matches.js';
import type { MatchEvent } from './match/match-document.js';
import { football } from './sports/football.js';
import { liveScoresPlatform } from './testing/live-scores-platform.js';
import {
  RECORDED_DATA_NOTE,
  RECORDED_DATA_PRESENT,
  recordedFolder,
  recordedResponses,
} from './testing/recorded-data.js';
import { simulatorForTest } from './testing/simulator-for-test.js';

const FOLDER = 'live-polls-2026-02-04';

/** What a subscriber knows of a match after reading its messages one by one. */
interface Watched {
  score: MatchMessage['score'];
  status: MatchMessage['status'];
  clock: MatchMessage['clock'];
  events: Map<string, MatchEvent>;
  revision: number;
}

(RECORDED_DATA_PRESENT ? describe : describe.skip)(`a recorded evening${RECORDED_DATA_NOTE}`, () => {
  const simulator = simulatorForTest({ SIMULATOR_MATCHES: '0', SIMULATOR_OTHER_MATCHES: '0' });
  const platform = liveScoresPlatform(simulator);

  it('reaches subscribers change by change, each once and in order, and ends in the tables', async () => {
    const { jobs, messages, settled, dataSource, ended } = platform();
    const steps = recordedResponses(FOLDER).map(({ body }) => body.response.map((raw) => football.normalise(raw, 1)));
    const watched = new Map<string, Watched>();
    let read = 0;
    for (const [index, matches] of steps.entries()) {
      const step = index + 1;
      await simulator().control({ replay: { folder: recordedFolder(FOLDER), step } });
      await jobs.enqueue(pollLiveMatches, { sport: 'football' });
      await settled();
      for (; read < messages.length; read += 1)
        watch(watched, messages[read]!.type, messages[read]!.data as MatchMessage);
      for (const match of matches) {
        const seen = watched.get(match.matchId)!;
        expect({ score: seen.score, status: seen.status, clock: seen.clock.elapsed }).toEqual({
          score: match.score,
          status: match.status,
          clock: match.clock.elapsed,
        });
        const events = [...seen.events.values()].map(({ id: _id, ...event }) => JSON.stringify(event));
        expect(events.sort()).toEqual(match.events!.map((event) => JSON.stringify(event)).sort());
      }
    }
    expect(ended.filter(({ state }) => state !== 'succeeded')).toEqual([]);

    const ofType = (type: string) =>
      messages.filter((message) => message.type === type).map(({ data }) => data as MatchMessage);
    const changes = messages.map(({ data }) => (data as MatchMessage).change);
    const vanished = 55 - steps.at(-1)!.length;
    expect(ofType(MATCH_MESSAGES.added)).toHaveLength(55);
    expect(changes.filter(({ score }) => score)).toHaveLength(68);
    expect(ofType(MATCH_MESSAGES.statusChanged)).toHaveLength(88 + vanished);
    expect(ofType(MATCH_MESSAGES.event)).toHaveLength(272);
    const corrected = ofType(MATCH_MESSAGES.corrected).flatMap(({ change }) => change.events ?? []);
    expect(corrected.flatMap(({ removed }) => removed)).toHaveLength(4);
    expect(corrected.flatMap((each) => each.changed)).toHaveLength(56);

    const last = new Map(steps.flat().map((match) => [match.matchId, match]));
    const listed = new Set(steps.at(-1)!.map(({ matchId }) => matchId));
    const rows: { id: string; status: string; home: number; away: number; events: number }[] = await dataSource.query(
      `SELECT m.id, m.status, m.home_score AS home, m.away_score AS away,
         (SELECT count(*)::integer FROM live_scores.match_events e WHERE e.match_id = m.id) AS events
       FROM live_scores.matches m ORDER BY m.id`,
    );
    expect(rows).toEqual(
      [...last.values()]
        .map((match) => ({
          id: match.matchId,
          status: listed.has(match.matchId) ? match.status.short : 'FT',
          home: match.score.home,
          away: match.score.away,
          events: match.events!.length,
        }))
        .sort((a, b) => a.id.localeCompare(b.id)),
    );
  });
});

function watch(watched: Map<string, Watched>, type: string, message: MatchMessage): void {
  const { matchId, change, score, status, clock, revision } = message;
  const before = watched.get(matchId);
  expect([matchId, type, before === undefined]).toEqual([matchId, type, type === MATCH_MESSAGES.added]);
  const events = before?.events ?? new Map(message.events!.map((event) => [event.id, event]));
  if (before) {
    expect(revision).toBeGreaterThanOrEqual(before.revision);
    if (change.status) expect(change.status.old.short).not.toBe(change.status.new.short);
    if (change.event) {
      expect(events.has(change.event.new.id)).toBe(false);
      events.set(change.event.new.id, change.event.new);
    }
    for (const { id } of change.events?.removed ?? []) expect(events.delete(id)).toBe(true);
    for (const each of change.events?.changed ?? []) {
      expect(events.get(each.old.id)).toEqual(each.old);
      events.set(each.new.id, each.new);
    }
  }
  watched.set(matchId, { score, status, clock, events, revision });
}
