import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface RecordedResponse {
  headers: Record<string, string>;
  body: string;
}

/** Beside each body: what was asked, and the headers of the answer. */
const Recorded = z.object({ request: z.string(), headers: z.record(z.string(), z.string()) });

/** Headers of the connection that it was recorded on, and of a body that is now another one. */
const OF_CONNECTION = new Set(['0', 'content-length', 'connection', 'transfer-encoding', 'vary']);

/**
 * Serves a folder of recorded responses. Each body `x.json` is known by what it says of itself (the id of a match, the puuid of
 * a summoner) or by the request in `x.headers.json`; league entries that were asked for by a summoner's id are served by the
 * same id in the place of the puuid, which the API asks for by now.
 */
export class RecordedResponses {
  private readonly byPath = new Map<string, RecordedResponse>();

  constructor(folder: string) {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.headers.json'));
    for (const file of files.sort()) {
      const body = readFileSync(path.join(folder, file), 'utf8');
      const beside = path.join(folder, file.replace(/\.json$/, '.headers.json'));
      const { request = '', headers = {} } = existsSync(beside)
        ? Recorded.parse(JSON.parse(readFileSync(beside, 'utf8')))
        : {};
      const target = pathOf(request, JSON.parse(body));
      if (target === undefined) continue;
      const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
      this.byPath.set(target, { headers: Object.fromEntries(sent.filter(([name]) => !OF_CONNECTION.has(name))), body });
    }
  }

  /** What it has answers to. */
  get paths(): string[] {
    return [...this.byPath.keys()];
  }

  /** Undefined where the folder has no answer to this path. */
  answer(target: string): RecordedResponse | undefined {
    return this.byPath.get(target);
  }
}

function pathOf(request: string, body: unknown): string | undefined {
  const match = z.object({ metadata: z.object({ matchId: z.string() }) }).safeParse(body).data;
  if (match) return `/lol/match/v5/matches/${match.metadata.matchId}`;
  const summoner = z.object({ puuid: z.string(), summonerLevel: z.number() }).safeParse(body).data;
  if (summoner) return `/lol/summoner/v4/summoners/by-puuid/${summoner.puuid}`;
  const [, ids] = /lol-match-v5-matches-by-puuid-(.+)-ids$/.exec(request) ?? [];
  if (ids) return `/lol/match/v5/matches/by-puuid/${ids}/ids`;
  const [, entries] = /lol-league-v4-entries-by-summoner-(.+)$/.exec(request) ?? [];
  return entries && `/lol/league/v4/entries/by-puuid/${entries}`;
}
