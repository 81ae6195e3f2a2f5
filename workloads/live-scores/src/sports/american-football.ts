import { z } from 'zod';
import { detectChanges } from '../match/detect-changes.js';
import { documentId, type NormalisedMatch } from '../match/match-document.js';
import { gamesById, gamesOfDate, leagueOfGames, leaguesOfGames, teamOfGames, teamsOfGames } from './games.js';
import { COMMON_STATES, matchState, type MatchState } from './match-states.js';
import { QUARTER_STATES, QuarterScores, scoreOfQuarters } from './quarters.js';
import type { SportAdapter } from './sport-adapter.js';
import { Id, idAt, isoOfSeconds, LeagueOfMatch, parseMatch, TeamsOfMatch, Text } from './upstream-values.js';

/** American football over API-NFL v1 (`/games`), which nests what the other `/games` APIs keep at the top. */

const STATES: Readonly<Record<string, MatchState>> = { ...COMMON_STATES, ...QUARTER_STATES };

/** The clock runs down, `08:41`: minutes that are left of the quarter. */
const Timer = z
  .string()
  .nullish()
  .transform((timer) => {
    const minutes = Number(/^(\d+)/.exec(timer ?? '')?.[1]);
    return Number.isFinite(minutes) ? minutes : null;
  });

const Game = z.object({
  game: z.object({
    id: Id,
    stage: Text,
    week: Text,
    date: z.object({ timestamp: z.number() }),
    status: z.object({ short: z.string(), long: Text, timer: Timer }),
  }),
  league: LeagueOfMatch.extend({ country: z.object({ name: Text }).nullish() }),
  teams: TeamsOfMatch,
  scores: QuarterScores,
});

function normalise(raw: unknown, upstreamAt: number): NormalisedMatch {
  const match = parseMatch('american-football', Game, raw, idAt(raw, 'game', 'id'));
  const { id, week, stage, date } = match.game;
  const { status, period } = matchState('american-football', STATES, id, match.game.status);
  const { league } = match;
  return {
    id: documentId('american-football', id),
    sport: 'american-football',
    matchId: id,
    league: {
      id: league.id,
      name: league.name,
      country: league.country?.name ?? null,
      season: league.season,
      round: week ?? stage,
      logo: league.logo,
    },
    teams: match.teams,
    score: scoreOfQuarters(match.scores),
    status,
    clock: { elapsed: status.phase === 'live' ? match.game.status.timer : null, extra: null, period },
    kickOff: isoOfSeconds(date.timestamp),
    events: undefined,
    upstreamAt,
  };
}

const ListedLeague = z.object({ league: z.object({ id: Id }).loose(), country: z.unknown(), seasons: z.unknown() });

export const americanFootball: SportAdapter = {
  sport: 'american-football',
  hasEvents: false,
  liveQueries: () => [{ path: '/games', parameters: { live: 'all' }, onlyInPlay: true }],
  dateQuery: gamesOfDate,
  idQueries: gamesById,
  leaguesQuery: leaguesOfGames,
  teamsQuery: teamsOfGames,
  matchId: (match) => idAt(match, 'game', 'id'),
  normalise,
  detectChanges,
  league(entry) {
    const { data } = ListedLeague.safeParse(entry);
    return data && leagueOfGames({ ...data.league, country: data.country, seasons: data.seasons });
  },
  team: teamOfGames,
};
