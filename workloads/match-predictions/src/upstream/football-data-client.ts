import { assertSucceeded, UpstreamSchemaInvalid, type UpstreamClient, type UpstreamResponse } from '@kickoff/upstream';
import { fileRows } from '../football-data/file-rows.js';
import type { League } from '../football-data/league.js';
import { MatchFileInvalid, readMatches, type MatchFile } from '../football-data/read-matches.js';
import type { Season } from '../football-data/season.js';

const ONLY_NAMES = /^\uFEFF?Div,Date,[^\r\n]*\s*$/;

/** Asks football-data.co.uk for its files. Knows nothing of jobs and limits. */
export class FootballDataClient {
  constructor(private readonly client: UpstreamClient) {}

  /**
   * A season of a league.
   *
   * @throws UpstreamError
   */
  season(league: League, season: Season, signal: AbortSignal): Promise<MatchFile> {
    return this.file(`/mmz4281/${season}/${league}.csv`, signal, season);
  }

  /**
   * The matches of the next days, of all leagues.
   *
   * @throws UpstreamError
   */
  fixtures(signal: AbortSignal): Promise<MatchFile> {
    return this.file('/fixtures.csv', signal);
  }

  private async file(path: string, signal: AbortSignal, season?: Season): Promise<MatchFile> {
    const response = await this.client.ask({ path, signal });
    assertSucceeded(response);
    return matchFile(response, season);
  }
}

function matchFile(response: UpstreamResponse, season: Season | undefined): MatchFile {
  const rows = fileRows(response);
  // Between seasons no match is to come: a line of names and no more.
  if (rows.length === 0 && ONLY_NAMES.test(response.text)) return { matches: [], problems: [] };
  try {
    return readMatches(rows, season);
  } catch (error) {
    if (!(error instanceof MatchFileInvalid)) throw error;
    throw new UpstreamSchemaInvalid(response, [{ path: '', message: error.message }]);
  }
}
