import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UpstreamResponse } from '@kickoff/upstream';
import { League } from '../football-data/league.js';
import type { MatchRecord } from '../football-data/match-record.js';
import { readMatches } from '../football-data/read-matches.js';
import { fileRows } from '../football-data/file-rows.js';
import { Season } from '../football-data/season.js';

/**
 * Every match that was played, of files named `<league>_<season>.csv`, such as `E0_2324.csv`. Files of leagues that are not
 * followed are passed over.
 *
 * @throws MatchFileInvalid naming the file
 */
export function readFolder(directory: string): { matches: MatchRecord[]; problems: string[] } {
  if (!existsSync(directory)) throw new Error(`there is no folder ${directory}`);
  const matches: MatchRecord[] = [];
  const problems: string[] = [];
  for (const name of readdirSync(directory).sort()) {
    const [, league, season] = /^([A-Z]+\d)_(\d{4})\.csv$/i.exec(name) ?? [];
    if (!League.safeParse(league).success || !Season.safeParse(season).success) continue;
    const body = readFileSync(path.join(directory, name));
    const response = new UpstreamResponse({
      upstream: directory,
      request: name,
      status: 200,
      headers: {},
      body,
      at: 0,
    });
    const file = readMatches(fileRows(response), season);
    matches.push(...file.matches.filter(({ goals }) => goals));
    problems.push(...file.problems.map((problem) => `${name}: ${problem}`));
  }
  return { matches, problems };
}
