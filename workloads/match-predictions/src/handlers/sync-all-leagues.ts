import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { syncAllLeagues } from '../contracts/sync-all-leagues.js';
import { startSync } from '../syncing/start-sync.js';
import type { MatchPredictionsSettings } from '../settings.js';

type Input = ParsedOf<(typeof syncAllLeagues)['input']>;

@Injectable()
@Handles(syncAllLeagues)
export class SyncAllLeagues implements JobHandler<typeof syncAllLeagues> {
  constructor(@Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings) {}

  run({ fixtures }: Input, job: JobContext<EntityManager>) {
    const files = this.settings.MATCH_PREDICTIONS_LEAGUES.map((league) => ({ league }));
    return startSync(job, 'the current season', { files, fixtures });
  }
}
