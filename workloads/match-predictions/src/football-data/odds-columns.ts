import type { BookmakerOdds } from './match-record.js';

/** Columns of one bookmaker's odds for home, draw and away. */
export interface OddsColumns {
  bookmaker: string;
  closing: boolean;
  columns: readonly [string, string, string];
}

/** The highest and the average odds of all bookmakers stand beside theirs, in columns named like a bookmaker's. */
const HIGHEST = /^Max$/;
/** What is none of a single bookmaker. */
export const AVERAGE = 'Avg';

/**
 * Finds the bookmakers of a file by its header, whatever they are called: `B365H`, `B365D`, `B365A`, and `B365CH` and so on
 * at the kick-off. Older files call the average `BbAvH`, `BbAvD`, `BbAvA`.
 */
export function oddsColumns(header: readonly string[]): OddsColumns[] {
  const names = new Set(header);
  const prefixes = header
    .filter((name) => name.endsWith('H'))
    .map((name) => name.slice(0, -1))
    .filter((prefix) => names.has(`${prefix}D`) && names.has(`${prefix}A`));
  const known = new Set(prefixes);
  return prefixes.flatMap((prefix) => {
    const closing = prefix.endsWith('C') && known.has(prefix.slice(0, -1));
    const name = closing ? prefix.slice(0, -1) : prefix;
    const bookmaker = name === 'BbAv' ? AVERAGE : name === 'BbMx' ? 'Max' : name;
    if (HIGHEST.test(bookmaker)) return [];
    return [{ bookmaker, closing, columns: [`${prefix}H`, `${prefix}D`, `${prefix}A`] as const }];
  });
}

/** Odds of the bookmakers that gave all three. */
export function oddsOf(row: Readonly<Record<string, string>>, columns: readonly OddsColumns[]): BookmakerOdds[] {
  return columns.flatMap(({ bookmaker, closing, columns: [home, draw, away] }) => {
    const odds = { home: Number(row[home]), draw: Number(row[draw]), away: Number(row[away]) };
    const isGiven = odds.home > 1 && odds.draw > 1 && odds.away > 1;
    return isGiven ? [{ bookmaker, closing, ...odds }] : [];
  });
}
