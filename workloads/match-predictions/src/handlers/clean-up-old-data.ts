import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { durationMs } from '@kickoff/contracts';
import { cleanUpOldData } from '../contracts/clean-up-old-data.js';
import type { MatchPredictionsSettings } from '../settings.js';
import { ModelStore } from '../store/model-store.js';
import { PredictionStore } from '../store/prediction-store.js';

type Input = ParsedOf<(typeof cleanUpOldData)['input']>;

@Injectable()
@Handles(cleanUpOldData)
export class CleanUpOldData implements JobHandler<typeof cleanUpOldData> {
  constructor(
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings,
  ) {}

  async run(_input: Input, _job: JobContext<EntityManager>) {
    const before = new Date(Date.now() - durationMs(this.settings.MATCH_PREDICTIONS_CLEAN_UP_AFTER));
    const predictions = await this.predictions.deleteReplaced(before);
    return { predictions, models: await this.models.deleteUnused(before) };
  }
}
