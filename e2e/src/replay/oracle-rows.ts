import { isDeepStrictEqual } from 'node:util';
import type { ExpectedEvening } from './expected-evening.js';
import { sameItems } from './multiset.js';
import { eventText, type Statement } from './statement.js';

export type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Compares the final rows with the last known state of every match. */
export function checkRows({ matches }: ExpectedEvening, rows: Rows, complain: (problem: string) => void): void {
  const last = matches.map(({ statements }) => statements.at(-1)!.statement);
  const seen = matches.flatMap(({ statements }) => statements.map(({ statement }) => statement));
  const teamsOf = ({ home, away }: Statement) => [home, away];
  checkIds(
    'matches',
    rows['matches'],
    last.map(({ id }) => id),
    complain,
  );
  checkIds('leagues', rows['leagues'], unique(seen.map(({ league }) => league.id)), complain);
  checkIds('teams', rows['teams'], unique(seen.flatMap(teamsOf).map(({ id }) => id)), complain);
  for (const statement of last) {
    const row = rows['matches']?.find(({ id }) => id === statement.id);
    if (row) checkMatchRow(row, statement, lastListedEvents(matches, statement.id), complain);
    const events = rows['match_events']?.filter((each) => each['match_id'] === statement.id) ?? [];
    checkEvents(`match_events of ${statement.id}`, events.map(eventOfRow), statement, matches, complain);
  }
  const known = new Set(last.map(({ id }) => id));
  for (const row of rows['match_events'] ?? [])
    if (!known.has(String(row['match_id']))) complain(`match_events has an event of ${String(row['match_id'])}`);
  checkNames(rows, seen, complain);
}

function checkMatchRow(row: Row, statement: Statement, events: readonly string[], complain: (problem: string) => void) {
  const { id, league, home, away, status, kickOff } = statement;
  const expected: Row = {
    sport: 'football',
    league_id: league.id,
    home_team_id: home.id,
    away_team_id: away.id,
    phase: status.phase,
    status: status.short,
    home_score: home.goals,
    away_score: away.goals,
  };
  for (const [column, value] of Object.entries(expected))
    if (row[column] !== value)
      complain(`matches.${column} of ${id} is ${String(row[column])} instead of ${String(value)}`);
  const stored = row['kick_off'];
  if (new Date(stored as string | Date).toISOString() !== kickOff)
    complain(`matches.kick_off of ${id} is ${String(stored)}`);
  const document = row['document'] as { score: unknown; status: unknown; clock: Row; league: unknown; events: never[] };
  const parts = {
    score: { home: home.goals, away: away.goals, periods: statement.periods },
    status,
    league,
  };
  for (const [part, value] of Object.entries(parts)) {
    const shown = document[part as keyof typeof parts];
    if (!isDeepStrictEqual(shown, value))
      complain(`matches.document of ${id}: ${part} is ${JSON.stringify(shown)} instead of ${JSON.stringify(value)}`);
  }
  if (document.clock['elapsed'] !== statement.elapsed || document.clock['extra'] !== statement.extra)
    complain(`matches.document of ${id}: clock is ${JSON.stringify(document.clock)}`);
  // The document keeps the upstream's order.
  if (!isDeepStrictEqual(document.events.map(eventText), events))
    complain(`matches.document of ${id}: events are not those of the last response`);
}

function checkEvents(
  what: string,
  events: readonly string[],
  statement: Statement,
  matches: ExpectedEvening['matches'],
  complain: (problem: string) => void,
): void {
  if (!sameItems(events, lastListedEvents(matches, statement.id)))
    complain(`${what} are not those of the last response: ${events.join(' ')}`);
}

function eventOfRow(row: Row): string {
  const person = (name: string) => ({ id: row[`${name}_id`], name: row[`${name}_name`] });
  const { type, detail, elapsed, extra, comments } = row;
  return eventText({
    type,
    detail,
    elapsed,
    extra,
    comments,
    team: person('team'),
    player: person('player'),
    assist: person('assist'),
  });
}

function lastListedEvents(matches: ExpectedEvening['matches'], id: string): readonly string[] {
  const match = matches.find((each) => each.id === id);
  return match?.statements.findLast(({ statement }) => statement.events !== undefined)?.statement.events ?? [];
}

/** Names must be ones that the recording gives; of several, any: matches of one league may disagree. */
function checkNames(rows: Rows, seen: readonly Statement[], complain: (problem: string) => void): void {
  for (const row of rows['leagues'] ?? []) {
    const said = seen.some(
      ({ league: { id, name, country, season, logo } }) =>
        id === row['id'] &&
        isDeepStrictEqual([name, country, season, logo], [row['name'], row['country'], row['season'], row['logo']]),
    );
    if (!said) complain(`leagues: nobody said ${JSON.stringify(row)}`);
  }
  const teams = seen.flatMap(({ home, away }) => [home, away]);
  for (const row of rows['teams'] ?? []) {
    const said = teams.some(
      ({ id, name, logo }) => id === row['id'] && isDeepStrictEqual([name, logo], [row['name'], row['logo']]),
    );
    if (!said) complain(`teams: nobody said ${JSON.stringify(row)}`);
  }
}

function checkIds(
  table: string,
  rows: readonly Row[] | undefined,
  expected: readonly string[],
  complain: (problem: string) => void,
): void {
  const ids = (rows ?? []).map(({ id }) => String(id));
  if (!sameItems(ids, expected)) complain(`${table}: ${ids.length} rows instead of ${expected.length}, or other ids`);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
