import { z } from 'zod';
import { detectChanges } from '../match/detect-changes.js';
import { documentId, type NormalisedMatch } from '../match/match-document.js';
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
import { QUARTER_STATES, QuarterScores, scoreOfQuarters } from './quarters.js';
import type { SportAdapter } from './sport-adapter.js';
import { Count, Id, idAt, isoOfSeconds, LeagueOfMatch, parseMatch, TeamsOfMatch, Text } from './upstream-values.js';

/** Basketball over API-Basketball v1 (`/games`). */

const STATES: Readonly<Record<string, MatchState>> = {
  ...COMMON_STATES,
  ...QUARTER_STATES,
  // Between any two quarters; which ones, the API does not say.
  BT: { phase: 'break' },
};

const Game = z.object({
  id: Id,
  timestamp: z.number(),
  stage: Text,
  week: Text,
  status: z.object({ short: z.string(), long: Text, timer: Count }),
  league: LeagueOfMatch,
  country: z.object({ name: Text }).nullish(),
  teams: TeamsOfMatch,
  scores: QuarterScores,
});

function normalise(raw: unknown, upstreamAt: number): NormalisedMatch {
  const game = parseMatch('basketball', Game, raw, idAt(raw, 'id'));
  const { status, period } = matchState('basketball', STATES, game.id, game.status);
  return {
    id: documentId('basketball', game.id),
    sport: 'basketball',
    matchId: game.id,
    league: {
      id: game.league.id,
      name: game.league.name,
      country: game.country?.name ?? null,
      season: game.league.season,
      round: game.stage ?? game.week,
      logo: game.league.logo,
    },
    teams: game.teams,
    score: scoreOfQuarters(game.scores),
    status,
    clock: { elapsed: status.phase === 'live' ? game.status.timer : null, extra: null, period },
    kickOff: isoOfSeconds(game.timestamp),
    events: undefined,
    upstreamAt,
  };
}

export const basketball: SportAdapter = {
  sport: 'basketball',
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
