import { Inject, Injectable } from '@nestjs/common';
import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotFound } from '@kickoff/upstream';
import type { KnownPlayer } from '../store/player-store.js';
import type { SoloStanding, Summoner } from '../upstream/bodies.js';
import { AskRiot } from '../upstream/ask-riot.js';
import { leagueByPuuid, summonerByPuuid } from '../upstream/riot-requests.js';

/** Asks for a player's level and rank. */
@Injectable()
export class FetchStanding {
  constructor(@Inject(AskRiot) private readonly riot: AskRiot) {}

  /** Undefined when Riot no longer knows the account. @throws UpstreamError */
  async fetch(
    { puuid, platform }: KnownPlayer,
    job: JobContext,
  ): Promise<{ summoner: Summoner; standing: SoloStanding } | undefined> {
    try {
      const summoner = await this.riot.ask(summonerByPuuid(platform, puuid), job);
      return { summoner, standing: await this.riot.ask(leagueByPuuid(platform, puuid), job) };
    } catch (error) {
      if (error instanceof UpstreamNotFound) return undefined;
      throw error;
    }
  }
}
