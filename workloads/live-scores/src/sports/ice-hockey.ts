import { z } from 'zod';
import { detectChanges, SHOOT_OUT } from '../match/detect-changes.js';
import { documentId, type NormalisedMatch, type Score } from '../match/match-document.js';
import {
  gamesById,
  gamesOfDate,
  leagueOfGames,
  leaguesOfGames,
  liveByDate,
  teamOfGames,
  teamsOfGames,
} from './games.js';
import { COMMON_STATES, matchState, type MatchState } from './match-states.js';
import type { SportAdapter } from './sport-adapter.js';
import {
  Count,
  Id,
  idAt,
  isoOfSeconds,
  LeagueOfMatch,
  parseMatch,
  Points,
  TeamsOfMatch,
  Text,
} from './upstream-values.js';

/** Ice hockey over API-Hockey v1 (`/games`). */

const STATES: Readonly<Record<string, MatchState>> = {
  ...COMMON_STATES,
  P1: { phase: 'live', period: 1 },
  P2: { phase: 'live', period: 2 },
  P3: { phase: 'live', period: 3 },
  OT: { phase: 'live', period: 4 },
  PT: { phase: 'live', period: 5 },
  BT: { phase: 'break' },
  AOT: { phase: 'finished' },
  AP: { phase: 'finished' },
};

const Period = z.string().nullish();

const Game = z.object({
  id: Id,
  timestamp: z.number(),
  week: Text,
  timer: Count,
  status: z.object({ short: z.string(), long: Text }),
  league: LeagueOfMatch,
  country: z.object({ name: Text }).nullish(),
  teams: TeamsOfMatch,
  scores: z.object({ home: Points, away: Points }),
  periods: z.object({ first: Period, second: Period, third: Period, overtime: Period, penalties: Period }).nullish(),
});

const PERIODS = [
  ['period-1', 'first'],
  ['period-2', 'second'],
  ['period-3', 'third'],
  ['overtime', 'overtime'],
  [SHOOT_OUT, 'penalties'],
] as const;

/** A period is written `2-1`. */
function periodsOf(periods: z.output<typeof Game>['periods']): Score['periods'] {
  return PERIODS.flatMap(([name, key]) => {
    const tally = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(periods?.[key] ?? '');
    return tally ? [{ name, home: Number(tally[1]), away: Number(tally[2]) }] : [];
  });
}

function normalise(raw: unknown, upstreamAt: number): NormalisedMatch {
  const game = parseMatch('ice-hockey', Game, raw, idAt(raw, 'id'));
  const { status, period } = matchState('ice-hockey', STATES, game.id, game.status);
  return {
    id: documentId('ice-hockey', game.id),
    sport: 'ice-hockey',
    matchId: game.id,
    league: {
      id: game.league.id,
      name: game.league.name,
      country: game.country?.name ?? null,
      season: game.league.season,
      round: game.week,
      logo: game.league.logo,
    },
    teams: game.teams,
    score: { home: game.scores.home, away: game.scores.away, periods: periodsOf(game.periods) },
    status,
    clock: { elapsed: status.phase === 'live' ? game.timer : null, extra: null, period },
    kickOff: isoOfSeconds(game.timestamp),
    // The list only says whether there are any; each match's would cost a request.
    events: undefined,
    upstreamAt,
  };
}

export const iceHockey: SportAdapter = {
  sport: 'ice-hockey',
  hasEvents: false,
  liveQueries: liveByDate,
  dateQuery: gamesOfDate,
  idQueries: gamesById,
  leaguesQuery: leaguesOfGames,
  teamsQuery: teamsOfGames,
  matchId: (match) => idAt(match, 'id'),
  normalise,
  detectChanges,
  league: leagueOfGames,
  team: teamOfGames,
};
