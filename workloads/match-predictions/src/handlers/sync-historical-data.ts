import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { syncHistoricalData } from '../contracts/sync-historical-data.js';
import { seasonOf, seasonsUpTo } from '../football-data/season.js';
import { startSync } from '../syncing/start-sync.js';
import type { MatchPredictionsSettings } from '../settings.js';

type Input = ParsedOf<(typeof syncHistoricalData)['input']>;

@Injectable()
@Handles(syncHistoricalData)
export class SyncHistoricalData implements JobHandler<typeof syncHistoricalData> {
  constructor(@Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings) {}

  run({ seasons }: Input, job: JobContext<EntityManager>) {
    const past = seasonsUpTo(seasonOf(new Date()), seasons).slice(0, -1);
    const files = this.settings.MATCH_PREDICTIONS_LEAGUES.flatMap((league) =>
      past.map((season) => ({ league, season })),
    );
    return startSync(job, 'past seasons', { files, fixtures: false });
  }
}
