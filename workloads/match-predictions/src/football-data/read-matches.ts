import { KickoffError } from '@kickoff/contracts';
import type { Fault } from '@kickoff/contracts';
import { matchDate } from './match-date.js';
import { League } from './league.js';
import type { MatchRecord, Sides } from './match-record.js';
import { oddsColumns, oddsOf, type OddsColumns } from './odds-columns.js';
import { seasonOf, type Season } from './season.js';

/** Rows of a file that may be broken before all of it is refused. */
const TOLERATED_SHARE = 0.05;

/** Columns by the names that files have given them, the usual one first. */
const COLUMNS = {
  league: ['Div', 'League'],
  date: ['Date'],
  time: ['Time'],
  home: ['HomeTeam', 'Home', 'HT'],
  away: ['AwayTeam', 'Away', 'AT'],
  homeGoals: ['FTHG', 'HG'],
  awayGoals: ['FTAG', 'AG'],
  result: ['FTR', 'Res'],
  homeShots: ['HS'],
  awayShots: ['AS'],
  homeShotsOnTarget: ['HST'],
  awayShotsOnTarget: ['AST'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['league', 'date', 'home', 'away'];

/** The file is no list of matches: columns are missing, or too many rows are broken. */
export class MatchFileInvalid extends KickoffError {
  readonly code = 'MATCH_FILE_INVALID';
  readonly fault: Fault = 'operational';
}

export interface MatchFile {
  matches: MatchRecord[];
  /** Rows that were passed over, with the line and the reason. Rows of other leagues are not among them. */
  problems: string[];
}

/** A row by the names of its columns. */
export type FileRow = Readonly<Record<string, string>>;

/**
 * Reads the rows of a file of football-data.co.uk: a league's season, or the fixtures of all leagues. Leagues that are not
 * followed are passed over.
 *
 * @param season of a league's season; without one the file lists fixtures, which need no columns of results and belong to
 *   the season of their date
 * @throws MatchFileInvalid
 */
export function readMatches(rows: readonly FileRow[], season?: Season): MatchFile {
  const [first] = rows;
  if (!first) throw new MatchFileInvalid('the file has no rows');
  const header = Object.keys(first);
  const names = columnNames(header);
  const required: readonly Column[] = season ? [...REQUIRED, 'homeGoals', 'awayGoals'] : REQUIRED;
  const missing = required.filter((column) => names[column] === undefined);
  if (missing.length > 0) {
    const wanted = missing.map((column) => COLUMNS[column].join(' or ')).join(', ');
    throw new MatchFileInvalid(`column ${wanted} is missing among ${header.filter(Boolean).join(', ')}`);
  }
  const odds = oddsColumns(header);
  const matches: MatchRecord[] = [];
  const problems: string[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      const match = readRow(row, names, odds, season);
      if (match) matches.push(match);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      problems.push(`row ${index + 1}: ${error.message}`);
    }
  }
  if (problems.length > (matches.length + problems.length) * TOLERATED_SHARE) {
    throw new MatchFileInvalid(`${problems.length} of ${rows.length} rows are broken; ${problems[0]}`);
  }
  return { matches, problems };
}

class RowProblem extends Error {}

function columnNames(header: readonly string[]): Partial<Record<Column, string>> {
  const present = new Set(header);
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([column, names]) => [column, names.find((name) => present.has(name))]),
  );
}

function readRow(
  row: FileRow,
  names: Partial<Record<Column, string>>,
  odds: readonly OddsColumns[],
  season: Season | undefined,
): MatchRecord | undefined {
  const value = (column: Column) => row[names[column] ?? ''] ?? '';
  const sides = (home: Column, away: Column): Sides | null => {
    const [homeText, awayText] = [value(home), value(away)];
    if (homeText === '' && awayText === '') return null;
    return { home: count(home, homeText), away: count(away, awayText) };
  };
  const league = League.safeParse(value('league'));
  if (!league.success) {
    if (value('league') !== '') return undefined;
    throw new RowProblem('no league');
  }
  const [home, away] = [value('home'), value('away')];
  if (home === '' || away === '' || home === away) throw new RowProblem(`no two teams: "${home}", "${away}"`);
  const date = matchDate(value('date'));
  if (!date) throw new RowProblem(`"${value('date')}" is no date`);
  const goals = sides('homeGoals', 'awayGoals');
  const result = value('result');
  if (goals && result !== '' && result !== letterOf(goals)) {
    throw new RowProblem(`result ${result} contradicts ${goals.home}:${goals.away}`);
  }
  return {
    league: league.data,
    season: season ?? seasonOf(new Date(date)),
    date,
    time: /^\d{1,2}:\d{2}$/.test(value('time')) ? value('time').padStart(5, '0') : null,
    home,
    away,
    goals,
    shots: sides('homeShots', 'awayShots'),
    shotsOnTarget: sides('homeShotsOnTarget', 'awayShotsOnTarget'),
    odds: oddsOf(row, odds),
  };
}

/** Some files write counts as `16.0`. */
function count(column: Column, text: string): number {
  const number = Number(text);
  if (text === '' || !Number.isInteger(number) || number < 0) throw new RowProblem(`${column} "${text}" is no count`);
  return number;
}

function letterOf({ home, away }: Sides): string {
  return home > away ? 'H' : home < away ? 'A' : 'D';
}
