import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { askForJob } from '@kickoff/upstream';
import { syncSingleLeague } from '../contracts/sync-single-league.js';
import { seasonOf } from '../football-data/season.js';
import { REQUEST_LIMIT } from '../limits.js';
import { syncName } from '../store/sync-store.js';
import { storeFile } from '../syncing/store-file.js';
import { FootballDataClient } from '../upstream/football-data-client.js';

type Input = ParsedOf<(typeof syncSingleLeague)['input']>;

@Injectable()
@Handles(syncSingleLeague)
export class SyncSingleLeague implements JobHandler<typeof syncSingleLeague> {
  constructor(@Inject(FootballDataClient) private readonly client: FootballDataClient) {}

  async run({ league, season = seasonOf(new Date()) }: Input, job: JobContext<EntityManager>) {
    const file = await askForJob(job, REQUEST_LIMIT, (signal) => this.client.season(league, season, signal));
    const matches = file.matches.filter((match) => match.league === league);
    return storeFile(job, syncName(league, season), { ...file, matches });
  }
}
