import { describe, expect, it } from '@jest/globals';
import type { LiveMessage } from '@kickoff/contracts';
import { expectedEvening } from './expected-evening.js';
import { complaints, type Evidence } from './oracle.js';

/** The oracle is judged by hand-written recordings and messages: whoever reads this file can check both. */

const LEAGUE = { id: 71, name: 'Serie A', country: 'Brazil', season: 2026, round: 'R 1', logo: null };
const HOME = { id: 1, name: 'Home', logo: null };
const AWAY = { id: 2, name: 'Away', logo: null };
const NOBODY = { id: null, name: null };

interface Stated {
  short: string;
  long: string;
  elapsed: number;
  home: number;
  away?: number;
  events: object[];
}

const goal = (elapsed: number, player = 'Scorer') => ({
  time: { elapsed, extra: null },
  team: { id: 1, name: 'Home' },
  player: player === '' ? NOBODY : { id: 9, name: player },
  assist: NOBODY,
  type: 'Goal',
  detail: 'Normal Goal',
  comments: null,
});

const fixture = ({ short, long, elapsed, home, away = 0, events }: Stated) => ({
  fixture: { id: 7, timestamp: 1_770_000_000, status: { short, long, elapsed, extra: null } },
  league: LEAGUE,
  teams: { home: HOME, away: AWAY },
  goals: { home, away },
  score: {},
  events,
});

const FIRST_HALF = { short: '1H', long: 'First Half' };
const HALF_TIME = { short: 'HT', long: 'Halftime' };
const RECORDING = [
  [fixture({ ...FIRST_HALF, elapsed: 10, home: 0, events: [] })],
  [fixture({ ...FIRST_HALF, elapsed: 20, home: 2, events: [goal(12, ''), goal(15)] })],
  // The second goal is taken back, and the first gets its scorer.
  [fixture({ ...FIRST_HALF, elapsed: 30, home: 1, events: [goal(12)] })],
  // Missing, but it comes back.
  [],
  [fixture({ ...HALF_TIME, elapsed: 30, home: 1, events: [goal(12)] })],
  [],
];

const TEAMS = { home: { id: '1', name: 'Home', logo: null }, away: { id: '2', name: 'Away', logo: null } };
const THE_LEAGUE = { ...LEAGUE, id: '71', season: '2026' };
const KICK_OFF = '2026-02-02T02:40:00.000Z';
const score = (home: number) => ({ home, away: 0, periods: [] });
const clock = (elapsed: number) => ({ elapsed, extra: null, period: 1 });
const live = { phase: 'live', ...FIRST_HALF };
const pause = { phase: 'break', ...HALF_TIME };
const finished = { phase: 'finished', short: 'FT', long: 'Match Finished' };
const sent = (id: string, elapsed: number, player: string | null = 'Scorer') => ({
  id,
  type: 'Goal',
  detail: 'Normal Goal',
  elapsed,
  extra: null,
  team: { id: '1', name: 'Home' },
  player: player === null ? NOBODY : { id: '9', name: player },
  assist: NOBODY,
  comments: null,
});

function message(
  sequence: number,
  type: string,
  at: number,
  revision: number,
  state: { home: number; elapsed: number; status: object },
  change: object,
  more: object = {},
): LiveMessage {
  const { home, elapsed, status } = state;
  return {
    channel: 'live-scores/football/71/7',
    offset: `epoch:${sequence}`,
    type,
    at,
    data: {
      id: 'football-7',
      sport: 'football',
      matchId: '7',
      league: THE_LEAGUE,
      teams: TEAMS,
      score: score(home),
      status,
      clock: clock(elapsed),
      kickOff: KICK_OFF,
      upstreamAt: at,
      revision,
      change,
      ...more,
    },
  };
}

const SECOND = { home: 2, elapsed: 20, status: live };
const THIRD = { home: 1, elapsed: 30, status: live };
const MESSAGES: readonly LiveMessage[] = [
  message(1, 'match.added', 100, 1, { home: 0, elapsed: 10, status: live }, {}, { events: [] }),
  message(2, 'match.updated', 200, 2, SECOND, {
    score: { old: score(0), new: score(2) },
    clock: { old: clock(10), new: clock(20) },
  }),
  message(3, 'match.event', 200, 2, SECOND, { event: { old: null, new: sent('2-1', 12, null) } }),
  message(4, 'match.event', 200, 2, SECOND, { event: { old: null, new: sent('2-2', 15) } }),
  message(5, 'match.corrected', 300, 3, THIRD, {
    score: { old: score(2), new: score(1) },
    events: { removed: [sent('2-2', 15)], changed: [{ old: sent('2-1', 12, null), new: sent('2-1', 12) }] },
  }),
  message(6, 'match.updated', 300, 3, THIRD, { clock: { old: clock(20), new: clock(30) } }),
  message(7, 'match.status-changed', 500, 4, { ...THIRD, status: pause }, { status: { old: live, new: pause } }),
  message(8, 'match.status-changed', 600, 5, { ...THIRD, status: finished }, { status: { old: pause, new: finished } }),
];

const EVENT_ROW = {
  match_id: '7',
  id: '2-1',
  type: 'Goal',
  detail: 'Normal Goal',
  elapsed: 12,
  extra: null,
  team_id: '1',
  team_name: 'Home',
  player_id: '9',
  player_name: 'Scorer',
  assist_id: null,
  assist_name: null,
  comments: null,
};
const MATCH_ROW = {
  sport: 'football',
  id: '7',
  league_id: '71',
  home_team_id: '1',
  away_team_id: '2',
  phase: 'finished',
  status: 'FT',
  home_score: 1,
  away_score: 0,
  kick_off: KICK_OFF,
  document: {
    league: THE_LEAGUE,
    score: score(1),
    status: finished,
    clock: clock(30),
    events: [sent('2-1', 12)],
  },
};
const ROWS = {
  leagues: [{ id: '71', name: 'Serie A', country: 'Brazil', season: '2026', logo: null }],
  teams: [TEAMS.home, TEAMS.away],
  matches: [MATCH_ROW],
  match_events: [EVENT_ROW],
};

const judge = (changes: Partial<Evidence> = {}, recording: object[][] = RECORDING) =>
  complaints(expectedEvening(recording), { messages: MESSAGES, rows: ROWS, deadLetters: [], ...changes });
/** The same messages with other data in one of them. */
const withData = (place: number, data: object) =>
  MESSAGES.map((each, index) => (index === place ? { ...each, data: { ...(each.data as object), ...data } } : each));

describe('the oracle', () => {
  it('has nothing against messages and rows that are right', () => {
    expect(judge()).toEqual([]);
  });

  it.each(MESSAGES.map(({ type }, place) => [place, type] as const))('misses message %i (%s)', (place) => {
    expect(judge({ messages: MESSAGES.toSpliced(place, 1) })).not.toEqual([]);
  });

  it.each(MESSAGES.map(({ type }, place) => [place, type] as const))('sees message %i (%s) twice', (place) => {
    const again = { ...MESSAGES[place]!, offset: 'epoch:99' };
    expect(judge({ messages: [...MESSAGES, again] })).not.toEqual([]);
    expect(judge({ messages: MESSAGES.toSpliced(place, 0, MESSAGES[place]!) })).not.toEqual([]);
  });

  it('sees messages of two changes that were exchanged, even when their positions go up', () => {
    const swapped = [...MESSAGES.slice(0, 3), MESSAGES[4]!, MESSAGES[3]!, ...MESSAGES.slice(5)];
    const renumbered = swapped.map((each, index) => ({ ...each, offset: `epoch:${index + 1}` }));
    expect(judge({ messages: renumbered })).not.toEqual([]);
  });

  it('sees a response that overtook another, over all matches', () => {
    const other = { ...fixture({ ...FIRST_HALF, elapsed: 10, home: 0, events: [] }) };
    const second = { ...other, fixture: { ...other.fixture, id: 8 } };
    const added = (at: number) => ({
      ...message(9, 'match.added', at, 1, { home: 0, elapsed: 10, status: live }, {}, { events: [] }),
      channel: 'live-scores/football/71/8',
    });
    const late = [
      ...MESSAGES,
      { ...added(150), data: { ...(added(150).data as object), id: 'football-8', matchId: '8' } },
    ];
    const problems = judge({ messages: late }, [[...RECORDING[0]!, second], ...RECORDING.slice(1)]);
    expect(problems).toContainEqual('messages of response 2 came before one of an earlier response');
  });

  it.each([
    [
      'a wrong old score',
      1,
      { change: { ...(MESSAGES[1]!.data as { change: object }).change, score: { old: score(1), new: score(2) } } },
    ],
    [
      'a silent overwrite of a score that went down',
      4,
      { change: { events: (MESSAGES[4]!.data as { change: { events: object } }).change.events } },
    ],
    ['another state than the response has', 1, { clock: clock(21) }],
    ['an event that is not in the response', 3, { change: { event: { old: null, new: sent('2-2', 16) } } }],
    ['an event under an identity that is taken', 3, { change: { event: { old: null, new: sent('2-1', 15) } } }],
    ['a change that is none', 6, { change: { status: { old: pause, new: pause } } }],
    ['another end than the upstream says', 7, { status: { ...finished, short: 'AET' } }],
    ['a revision that goes down', 6, { revision: 2 }],
    ['an older state after a newer one', 6, { upstreamAt: 250 }],
  ])('sees %s', (_, place, data) => {
    expect(judge({ messages: withData(place, data) })).not.toEqual([]);
  });

  it('sees a goal that is taken back and announced again where it only got its scorer', () => {
    const corrected = withData(4, {
      change: {
        score: { old: score(2), new: score(1) },
        events: { removed: [sent('2-2', 15), sent('2-1', 12, null)], changed: [] },
      },
    });
    const again = message(7, 'match.event', 300, 3, THIRD, { event: { old: null, new: sent('3-1', 12) } });
    expect(judge({ messages: corrected.toSpliced(6, 0, again) }).join()).toContain(
      'announced again instead of restated',
    );
  });

  it.each([
    ['a match that is missing', { matches: [] }],
    ['a match that did not end', { matches: [{ ...MATCH_ROW, status: 'HT', phase: 'break' }] }],
    ['an old score', { matches: [{ ...MATCH_ROW, home_score: 2 }] }],
    ['an event that was taken back', { match_events: [EVENT_ROW, { ...EVENT_ROW, id: '2-2', elapsed: 15 }] }],
    ['a scorer that is missing', { match_events: [{ ...EVENT_ROW, player_id: null, player_name: null }] }],
    ['a league that nobody named', { leagues: [{ ...ROWS.leagues[0], name: 'Serie B' }] }],
    ['a team too many', { teams: [...ROWS.teams, { id: '3', name: 'Third', logo: null }] }],
  ])('sees in the rows %s', (_, rows) => {
    expect(judge({ rows: { ...ROWS, ...rows } })).not.toEqual([]);
  });

  it('wants each match that cannot be read among the dead letters, and nothing else', () => {
    const unreadable = {
      ...fixture({ ...FIRST_HALF, elapsed: 1, home: 0, events: [] }),
      goals: { home: 'two', away: 0 },
    };
    const recording = [
      [...RECORDING[0]!, { ...unreadable, fixture: { ...unreadable.fixture, id: 8 } }],
      ...RECORDING.slice(1),
    ];
    const letter = { type: 'live-scores.process-match-data', code: 'MATCH_INVALID' };
    expect(judge({}, recording)).toEqual(['0 matches ended as dead letters instead of 1']);
    expect(judge({ deadLetters: [letter] }, recording)).toEqual([]);
    expect(judge({ deadLetters: [{ ...letter, code: 'JOB_TIMED_OUT' }] })).toHaveLength(1);
  });
});
