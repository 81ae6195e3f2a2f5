import { z } from 'zod';
import { detectChanges, SHOOT_OUT } from '../match/detect-changes.js';
import { documentId, type NormalisedMatch, type UpstreamEvent } from '../match/match-document.js';
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

/** Football over API-Football v3 (`/fixtures`), direct or through RapidAPI. */

const STATES: Readonly<Record<string, MatchState>> = {
  ...COMMON_STATES,
  TBD: { phase: 'scheduled' },
  '1H': { phase: 'live', period: 1 },
  HT: { phase: 'break', period: 1 },
  '2H': { phase: 'live', period: 2 },
  BT: { phase: 'break', period: 2 },
  ET: { phase: 'live', period: 3 },
  P: { phase: 'live', period: 4 },
  LIVE: { phase: 'live' },
  AET: { phase: 'finished' },
  PEN: { phase: 'finished' },
};

/** `fixtures?ids=` refuses more. */
const IDS_PER_CALL = 20;

const Tally = z.object({ home: Points, away: Points }).nullish();
const Person = z
  .object({ id: Id.nullish().transform((id) => id ?? null), name: Text })
  .nullish()
  .transform((person) => person ?? { id: null, name: null });

const Event = z.object({
  type: z.string(),
  detail: Text,
  time: z.object({ elapsed: Count, extra: Count }),
  team: Person,
  player: Person,
  assist: Person,
  comments: Text,
});

const Fixture = z.object({
  fixture: z.object({
    id: Id,
    timestamp: z.number(),
    status: z.object({ short: z.string(), long: Text, elapsed: Count, extra: Count }),
  }),
  league: LeagueOfMatch.extend({ country: Text, round: Text }),
  teams: TeamsOfMatch,
  goals: z.object({ home: Points, away: Points }),
  score: z.object({ halftime: Tally, fulltime: Tally, extratime: Tally, penalty: Tally }).nullish(),
  // Present in live=all and ids=, absent in date=.
  events: z.array(Event).nullish(),
});

const PERIODS = ['halftime', 'fulltime', 'extratime', SHOOT_OUT] as const;

function normalise(raw: unknown, upstreamAt: number): NormalisedMatch {
  const match = parseMatch('football', Fixture, raw, idAt(raw, 'fixture', 'id'));
  const { id, timestamp } = match.fixture;
  const { status, period } = matchState('football', STATES, id, match.fixture.status);
  const { league } = match;
  return {
    id: documentId('football', id),
    sport: 'football',
    matchId: id,
    league: {
      id: league.id,
      name: league.name,
      country: league.country,
      season: league.season,
      round: league.round,
      logo: league.logo,
    },
    teams: match.teams,
    score: {
      ...match.goals,
      periods: PERIODS.flatMap((name) => {
        const tally = match.score?.[name];
        return tally && (tally.home !== null || tally.away !== null) ? [{ name, ...tally }] : [];
      }),
    },
    status,
    clock: { elapsed: match.fixture.status.elapsed, extra: match.fixture.status.extra, period },
    kickOff: isoOfSeconds(timestamp),
    events: match.events?.map(normaliseEvent),
    upstreamAt,
  };
}

function normaliseEvent({ type, detail, time, team, player, assist, comments }: z.output<typeof Event>): UpstreamEvent {
  return { type, detail, elapsed: time.elapsed, extra: time.extra, team, player, assist, comments };
}

const ListedLeague = z.object({
  league: z.object({ id: Id, name: z.string(), logo: Text }),
  country: z.object({ name: Text }).nullish(),
  seasons: z.array(z.object({ year: Text, current: z.boolean().nullish() })).nullish(),
});
const ListedTeam = z.object({ team: z.object({ id: Id, name: z.string(), country: Text, logo: Text }) });

export const football: SportAdapter = {
  sport: 'football',
  hasEvents: true,
  liveQueries: () => [{ path: '/fixtures', parameters: { live: 'all' }, onlyInPlay: true }],
  dateQuery: (date) => ({ path: '/fixtures', parameters: { date } }),
  idQueries(ids) {
    const calls = Math.ceil(ids.length / IDS_PER_CALL);
    return Array.from({ length: calls }, (_, call) => ({
      path: '/fixtures',
      parameters: { ids: ids.slice(call * IDS_PER_CALL, (call + 1) * IDS_PER_CALL).join('-') },
    }));
  },
  leaguesQuery: () => ({ path: '/leagues', parameters: { current: 'true' } }),
  teamsQuery: (league, season) => ({ path: '/teams', parameters: { league, season } }),
  matchId: (match) => idAt(match, 'fixture', 'id'),
  normalise,
  detectChanges,
  league(entry) {
    const { data } = ListedLeague.safeParse(entry);
    if (!data) return undefined;
    const season = data.seasons?.find(({ current }) => current)?.year ?? data.seasons?.at(-1)?.year ?? null;
    return {
      id: data.league.id,
      name: data.league.name,
      country: data.country?.name ?? null,
      season,
      logo: data.league.logo,
    };
  },
  team(entry) {
    const { data } = ListedTeam.safeParse(entry);
    return data && { id: data.team.id, name: data.team.name, country: data.team.country, logo: data.team.logo };
  },
};
