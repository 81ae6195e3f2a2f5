import { leaguesOf, playerOf, teamsOf } from './names.js';
import { pointsOf, type MatchInstant } from './simulated-match.js';
import type { Happening, Scoring, Segment, Side } from './script.js';

/** Football as `/fixtures` lists it. */

const MEDIA = 'https://media.api-sports.io/football';
const NOBODY = { id: null, name: null };

/** @param withEvents `live=all` and `ids=` list events, `date=` does not */
export function fixtureOf(instant: MatchInstant, withEvents: boolean): object {
  const { match, interference, phase } = instant;
  const kickOff = new Date(match.kickOff + (interference.kickOffMovedMs ?? 0));
  const scheduled = phase === 'scheduled';
  const home = scheduled ? null : pointsOf(instant, 'home');
  const away = scheduled ? null : pointsOf(instant, 'away');
  const winner = (mine: number | null, other: number | null) => (mine === other ? null : (mine ?? 0) > (other ?? 0));
  const nothing = { home: null, away: null };
  const total = { home, away };
  const half = { home: pointsOf(instant, 'home', 1), away: pointsOf(instant, 'away', 1) };
  return {
    fixture: {
      id: match.id,
      referee: null,
      timezone: 'UTC',
      date: kickOff.toISOString().replace('.000Z', '+00:00'),
      timestamp: Math.floor(kickOff.getTime() / 1_000),
      periods: { first: scheduled ? null : Math.floor(kickOff.getTime() / 1_000), second: null },
      venue: { id: null, name: null, city: null },
      status: statusOf(instant),
    },
    league: {
      id: match.league.id,
      name: match.league.name,
      country: match.league.country,
      logo: `${MEDIA}/leagues/${match.league.id}.png`,
      flag: null,
      season: kickOff.getUTCFullYear(),
      round: `Regular Season - ${(match.round % 38) + 1}`,
      standings: true,
    },
    teams: {
      home: { ...match.home, logo: `${MEDIA}/teams/${match.home.id}.png`, winner: winner(home, away) },
      away: { ...match.away, logo: `${MEDIA}/teams/${match.away.id}.png`, winner: winner(away, home) },
    },
    goals: interference.broken ? { home: 'two', away: { goals: 1 } } : total,
    score: {
      halftime: scheduled ? nothing : half,
      fulltime: phase === 'finished' ? total : nothing,
      extratime: nothing,
      penalty: nothing,
    },
    ...(withEvents && { events: eventsOf(instant) }),
  };
}

function statusOf({ phase, segment, minute }: MatchInstant): object {
  if (phase === 'scheduled') return { long: 'Not Started', short: 'NS', elapsed: null, extra: null };
  if (phase === 'finished' || !segment) return { long: 'Match Finished', short: 'FT', elapsed: 90, extra: null };
  const { long, short } = segment;
  const [elapsed, extra] = segment.playing ? clockOf(segment, minute) : [segment.clockTo, null];
  return { long, short, elapsed, extra };
}

/** The clock counts the minute that is being played; after the last one added minutes count. */
function clockOf({ from, clockFrom, clockTo }: Segment, minute: number): [number, number | null] {
  const elapsed = clockFrom + Math.floor(minute - from) + 1;
  return elapsed <= clockTo ? [elapsed, null] : [clockTo, elapsed - clockTo];
}

function eventsOf(instant: MatchInstant): object[] {
  const { match, minute, scorings, happenings, interference } = instant;
  const timeOf = (at: number) => {
    const segment = match.script.segments.find(({ from, to }) => at >= from && at < to) ?? match.script.segments[0]!;
    const [elapsed, extra] = clockOf(segment, at);
    return { elapsed, extra };
  };
  const teamOf = (side: Side) => ({ ...match[side], logo: `${MEDIA}/teams/${match[side].id}.png` });
  const goal = ({ at, side, player, namedAt, detail }: Scoring) => ({
    at,
    entry: {
      time: timeOf(at),
      team: teamOf(side),
      player: minute >= namedAt ? playerOf(match[side], player) : NOBODY,
      assist: NOBODY,
      type: 'Goal',
      detail: minute >= namedAt ? detail : 'Normal Goal',
      comments: null,
    },
  });
  const other = ({ at, side, kind, detail, player, assist, namedAt }: Happening) => ({
    at,
    entry: {
      time: timeOf(at),
      team: teamOf(side),
      player: minute >= namedAt ? playerOf(match[side], player) : NOBODY,
      assist: assist === null ? NOBODY : playerOf(match[side], assist),
      type: kind === 'card' ? 'Card' : 'subst',
      detail,
      comments: null,
    },
  });
  const listed = [...scorings.map(goal), ...happenings.map(other)].sort((a, b) => a.at - b.at);
  return listed.slice(0, Math.max(0, listed.length - (interference.eventsRemoved ?? 0))).map(({ entry }) => entry);
}

export function footballLeagues(): object[] {
  return leaguesOf('football').map(({ id, name, country, countryCode }) => ({
    league: { id, name, type: name.endsWith('Cup') ? 'Cup' : 'League', logo: `${MEDIA}/leagues/${id}.png` },
    country: { name: country, code: countryCode, flag: null },
    seasons: [{ year: new Date().getUTCFullYear(), start: null, end: null, current: true }],
  }));
}

export function footballTeams(leagueId: number): object[] {
  const league = leaguesOf('football').find(({ id }) => id === leagueId);
  return (league ? teamsOf('football', league) : []).map(({ id, name }) => ({
    team: {
      id,
      name,
      code: null,
      country: league!.country,
      founded: null,
      national: false,
      logo: `${MEDIA}/teams/${id}.png`,
    },
    venue: { id: null, name: null },
  }));
}
