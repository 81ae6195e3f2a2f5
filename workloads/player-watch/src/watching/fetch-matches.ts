import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotFound } from '@kickoff/upstream';
import type { Platform } from '../player/platform.js';
import { MatchStore } from '../store/match-store.js';
import type { KnownPlayer } from '../store/player-store.js';
import { AskRiot } from '../upstream/ask-riot.js';
import type { Match } from '../upstream/bodies.js';
import { matchById, matchIdsByPuuid } from '../upstream/riot-requests.js';
import { forEach } from './for-each.js';

export interface FetchedMatches {
  stored: number;
  /** Players whom nobody has met before. */
  discovered: number;
}

/** Fetches a player's matches. Each match is asked for once, whoever else has played in it. */
@Injectable()
export class FetchMatches {
  constructor(
    @Inject(AskRiot) private readonly riot: AskRiot,
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(Database) private readonly database: Database,
  ) {}

  /**
   * @param count the latest so many are looked at
   * @param rankedOnly of the ranked solo queue
   * @param discover whether players whom nobody has met before are to be analysed, too
   * @throws UpstreamError
   */
  async fetch(
    { puuid, platform }: KnownPlayer,
    { count, rankedOnly, discover }: { count: number; rankedOnly: boolean; discover: boolean },
    job: JobContext,
  ): Promise<FetchedMatches> {
    const ids = await this.riot.ask(matchIdsByPuuid(platform, puuid, { count, rankedOnly }), job);
    const result: FetchedMatches = { stored: 0, discovered: 0 };
    await forEach(await this.matches.unknown(ids), { job, atOnce: 1 }, async (id) => {
      await this.matches.whenClaimed(id, async () => {
        const match = await this.match(platform, id, job);
        if (!match) return this.matches.noteMissing(id);
        await this.database.transaction(async (manager) => {
          await this.matches.store(manager, match, job.id);
          result.stored += 1;
          if (discover) result.discovered += await this.matches.discover(manager, match, platform, job.id);
        });
      });
    });
    return result;
  }

  /** Undefined when Riot does not have it. */
  private async match(platform: Platform, id: string, job: JobContext): Promise<Match | undefined> {
    try {
      return await this.riot.ask(matchById(platform, id), job);
    } catch (error) {
      if (error instanceof UpstreamNotFound) return undefined;
      throw error;
    }
  }
}
