import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { healthCheck } from '../contracts/health-check.js';
import { MatchStore } from '../store/match-store.js';
import { ModelStore } from '../store/model-store.js';
import { PredictionStore } from '../store/prediction-store.js';
import { SyncStore } from '../store/sync-store.js';
import { dayFromNow } from '../today.js';

type Input = ParsedOf<(typeof healthCheck)['input']>;

/** Results are fetched every three hours. */
const STALE_MS = 7 * 3_600_000;
const WATCHED_DAYS = 7;

@Injectable()
@Handles(healthCheck)
export class HealthCheck implements JobHandler<typeof healthCheck> {
  constructor(
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
    @Inject(SyncStore) private readonly syncs: SyncStore,
  ) {}

  async run(_input: Input, _job: JobContext<EntityManager>) {
    const [matches, lastSync, model] = await Promise.all([
      this.matches.count(),
      this.syncs.last(),
      this.models.champion(),
    ]);
    const to = dayFromNow(WATCHED_DAYS);
    const upcoming = (await this.matches.upcoming(dayFromNow(0), to)).length;
    const predicted = (await this.predictions.upcoming(dayFromNow(0), to)).length;
    const problems = [
      !lastSync && 'nothing was ever fetched',
      lastSync && Date.now() - lastSync.getTime() > STALE_MS && `nothing was fetched since ${lastSync.toISOString()}`,
      !model && 'there is no model',
      model && predicted < upcoming && `${upcoming - predicted} of ${upcoming} matches to come have no prediction`,
    ].filter((problem) => typeof problem === 'string');
    return {
      status: problems.length === 0 ? ('ok' as const) : ('stale' as const),
      problems,
      matches,
      lastSync: lastSync?.toISOString() ?? null,
      modelVersion: model?.version ?? null,
      upcomingPredictions: predicted,
    };
  }
}
