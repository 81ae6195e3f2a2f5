import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { askForJob } from '@kickoff/upstream';
import { syncFixtures } from '../contracts/sync-fixtures.js';
import { REQUEST_LIMIT } from '../limits.js';
import type { MatchPredictionsSettings } from '../settings.js';
import { FIXTURES } from '../store/sync-store.js';
import { storeFile } from '../syncing/store-file.js';
import { FootballDataClient } from '../upstream/football-data-client.js';

type Input = ParsedOf<(typeof syncFixtures)['input']>;

@Injectable()
@Handles(syncFixtures)
export class SyncFixtures implements JobHandler<typeof syncFixtures> {
  constructor(
    @Inject(FootballDataClient) private readonly client: FootballDataClient,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings,
  ) {}

  async run(_input: Input, job: JobContext<EntityManager>) {
    const file = await askForJob(job, REQUEST_LIMIT, (signal) => this.client.fixtures(signal));
    const matches = file.matches.filter(({ league }) => this.settings.MATCH_PREDICTIONS_LEAGUES.includes(league));
    return storeFile(job, FIXTURES, { ...file, matches });
  }
}
