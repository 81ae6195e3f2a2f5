import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { askForJob, UpstreamNotFound } from '@kickoff/upstream';
import { syncSingleLeague } from '../contracts/sync-single-league.js';
import type { League } from '../football-data/league.js';
import { bySeason, seasonOf, type Season } from '../football-data/season.js';
import { REQUEST_LIMIT } from '../limits.js';
import { MatchStore } from '../store/match-store.js';
import { syncName } from '../store/sync-store.js';
import { noteUnpublished, storeFile } from '../syncing/store-file.js';
import { FootballDataClient } from '../upstream/football-data-client.js';

type Input = ParsedOf<(typeof syncSingleLeague)['input']>;

@Injectable()
@Handles(syncSingleLeague)
export class SyncSingleLeague implements JobHandler<typeof syncSingleLeague> {
  constructor(
    @Inject(FootballDataClient) private readonly client: FootballDataClient,
    @Inject(MatchStore) private readonly matches: MatchStore,
  ) {}

  async run({ league, season = seasonOf(new Date()) }: Input, job: JobContext<EntityManager>) {
    const name = syncName(league, season);
    try {
      const file = await askForJob(job, REQUEST_LIMIT, (signal) => this.client.season(league, season, signal));
      const matches = file.matches.filter((match) => match.league === league);
      return await storeFile(job, name, { ...file, matches });
    } catch (error) {
      if (!(error instanceof UpstreamNotFound) || !(await this.isToCome(league, season))) throw error;
      return noteUnpublished(job, name);
    }
  }

  /** A season's file appears with its first results, weeks after the season has begun by the calendar. */
  private async isToCome(league: League, season: Season): Promise<boolean> {
    return bySeason(season, seasonOf(new Date())) >= 0 && (await this.matches.played(league, [season])).length === 0;
  }
}
