import type { Sport } from '../sports/sport.js';
import { leaguesOf, teamsOf } from './names.js';
import { pointsOf, type MatchInstant } from './simulated-match.js';

/** Basketball, ice hockey and American football as `/games` lists them. */

export function gameOf(instant: MatchInstant): object {
  switch (instant.match.sport) {
    case 'american-football':
      return americanFootballGame(instant);
    case 'ice-hockey':
      return iceHockeyGame(instant);
    default:
      return basketballGame(instant);
  }
}

function basketballGame(instant: MatchInstant): object {
  const { match, segment } = instant;
  const { short, long } = statusOf(instant, 'Game Finished');
  const timer = segment ? String(segment.playing ? Math.floor(instant.minute - segment.from) + 1 : 0) : null;
  return {
    ...whenAndWhere(instant),
    stage: null,
    week: String((match.round % 30) + 1),
    venue: null,
    status: { long, short, timer },
    league: leagueOf(instant, 'League'),
    country: countryOf(instant),
    teams: teamsOfGame(instant),
    scores: {
      home: quarters(instant, 'home', 'over_time'),
      away: quarters(instant, 'away', 'over_time'),
    },
  };
}

function americanFootballGame(instant: MatchInstant): object {
  const { match, segment } = instant;
  const { id, date, time, timestamp, timezone } = whenAndWhere(instant);
  const { short, long } = statusOf(instant, 'Finished');
  const left = segment?.playing ? segment.to - instant.minute : undefined;
  const timer = left === undefined ? null : `${pad(Math.floor(left))}:${pad(Math.floor((left % 1) * 60))}`;
  return {
    game: {
      id,
      stage: 'Regular Season',
      week: `Week ${(match.round % 18) + 1}`,
      date: { timezone, date: date.slice(0, 10), time, timestamp },
      venue: { name: null, city: null },
      status: { short, long, timer },
    },
    league: { ...leagueOf(instant), country: countryOf(instant) },
    teams: teamsOfGame(instant),
    scores: {
      home: quarters(instant, 'home', 'overtime'),
      away: quarters(instant, 'away', 'overtime'),
    },
  };
}

function iceHockeyGame(instant: MatchInstant): object {
  const { match, segment, phase, interference } = instant;
  const { short, long } = statusOf(instant, 'Finished');
  const scheduled = phase === 'scheduled';
  const period = (number: number) => {
    const begun = match.script.segments.some((each) => each.period === number && each.from <= instant.minute);
    return begun ? `${pointsOf(instant, 'home', number)}-${pointsOf(instant, 'away', number)}` : null;
  };
  return {
    ...whenAndWhere(instant),
    week: null,
    timer: segment?.playing ? String(Math.floor(instant.minute - segment.from) + 1) : null,
    status: { long, short },
    country: countryOf(instant),
    league: leagueOf(instant, 'League'),
    teams: teamsOfGame(instant),
    scores: {
      home: interference.broken ? 'two' : scheduled ? null : pointsOf(instant, 'home'),
      away: scheduled ? null : pointsOf(instant, 'away'),
    },
    periods: { first: period(1), second: period(2), third: period(3), overtime: null, penalties: null },
    events: !scheduled,
  };
}

function whenAndWhere({ match, interference }: MatchInstant) {
  const kickOff = new Date(match.kickOff + (interference.kickOffMovedMs ?? 0));
  const date = kickOff.toISOString().replace('.000Z', '+00:00');
  return {
    id: match.id,
    date,
    time: date.slice(11, 16),
    timestamp: Math.floor(kickOff.getTime() / 1_000),
    timezone: 'UTC',
  };
}

function statusOf({ phase, segment }: MatchInstant, finished: string): { short: string; long: string } {
  if (phase === 'scheduled') return { short: 'NS', long: 'Not Started' };
  return phase === 'live' && segment ? { short: segment.short, long: segment.long } : { short: 'FT', long: finished };
}

function leagueOf({ match }: MatchInstant, type?: string) {
  const { id, name } = match.league;
  const logo = `https://media.api-sports.io/${match.sport}/leagues/${id}.png`;
  return { id, name, ...(type && { type }), season: String(new Date(match.kickOff).getUTCFullYear()), logo };
}

function countryOf({ match }: MatchInstant) {
  return { id: match.league.id, name: match.league.country, code: match.league.countryCode, flag: null };
}

function teamsOfGame({ match }: MatchInstant) {
  const team = ({ id, name }: { id: number; name: string }) => ({
    id,
    name,
    logo: `https://media.api-sports.io/${match.sport}/teams/${id}.png`,
  });
  return { home: team(match.home), away: team(match.away) };
}

function quarters(instant: MatchInstant, side: 'home' | 'away', overtime: string): object {
  const begun = (number: number) =>
    instant.match.script.segments.some((segment) => segment.period === number && segment.from <= instant.minute);
  const quarter = (number: number) => (begun(number) ? pointsOf(instant, side, number) : null);
  const total = instant.phase === 'scheduled' ? null : pointsOf(instant, side);
  return {
    quarter_1: quarter(1),
    quarter_2: quarter(2),
    quarter_3: quarter(3),
    quarter_4: quarter(4),
    [overtime]: null,
    total: instant.interference.broken ? 'two' : total,
  };
}

function pad(number: number): string {
  return String(Math.max(0, number)).padStart(2, '0');
}

export function leaguesOfSport(sport: Sport): object[] {
  return leaguesOf(sport).map(({ id, name, country, countryCode }) => {
    const logo = `https://media.api-sports.io/${sport}/leagues/${id}.png`;
    const where = { name: country, code: countryCode, flag: null };
    const season = String(new Date().getUTCFullYear());
    return sport === 'american-football'
      ? { league: { id, name, logo }, country: where, seasons: [{ year: Number(season), current: true }] }
      : { id, name, type: 'League', logo, country: { id, ...where }, seasons: [{ season, start: null, end: null }] };
  });
}

export function teamsOfSport(sport: Sport, leagueId: number): object[] {
  const league = leaguesOf(sport).find(({ id }) => id === leagueId);
  return (league ? teamsOf(sport, league) : []).map(({ id, name }) => ({
    id,
    name,
    logo: `https://media.api-sports.io/${sport}/teams/${id}.png`,
    national: false,
    country: { id: league!.id, name: league!.country, code: league!.countryCode, flag: null },
  }));
}
