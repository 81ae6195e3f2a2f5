import type { League } from '../football-data/league.js';
import { KICK_OFF, type GeneratedMatch } from './generated-season.js';

/** Matches as football-data.co.uk writes them: a mark of the byte order, `\r\n`, days as `29/11/2026`. */

const BOOKMAKERS = ['B365', 'PS', 'Avg'] as const;
const ODDS = BOOKMAKERS.flatMap((name) => [`${name}H`, `${name}D`, `${name}A`]);
const PLAYED = ['Div', 'Date', 'Time', 'HomeTeam', 'AwayTeam', 'FTHG', 'FTAG', 'FTR', 'HS', 'AS', 'HST', 'AST'];
const TO_COME = ['Div', 'Date', 'Time', 'HomeTeam', 'AwayTeam'];

/** A league's season: the matches that were played. */
export function seasonFile(league: League, matches: readonly GeneratedMatch[]): string {
  const rows = matches.map((match) => {
    const { goals, shots, shotsOnTarget } = match;
    const result = goals.home > goals.away ? 'H' : goals.home < goals.away ? 'A' : 'D';
    const counts = [shots.home, shots.away, shotsOnTarget.home, shotsOnTarget.away];
    return [...namesOf(league, match), goals.home, goals.away, result, ...counts, ...oddsOf(match)];
  });
  return fileOf([...PLAYED, ...ODDS], rows);
}

/** The matches to come, of all leagues. */
export function fixturesFile(matches: readonly { league: League; match: GeneratedMatch }[]): string {
  return fileOf(
    [...TO_COME, ...ODDS],
    matches.map(({ league, match }) => [...namesOf(league, match), ...oddsOf(match)]),
  );
}

function namesOf(league: League, { date, home, away }: GeneratedMatch): string[] {
  return [league, date.split('-').reverse().join('/'), KICK_OFF, home, away];
}

function oddsOf({ odds }: GeneratedMatch): number[] {
  return BOOKMAKERS.flatMap((name) => odds[name]);
}

function fileOf(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}
