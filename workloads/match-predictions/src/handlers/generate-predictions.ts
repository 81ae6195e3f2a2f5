import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { generatePredictions } from '../contracts/generate-predictions.js';
import { CHANNELS } from '../contracts/shapes.js';
import { predictMatch, upcomingPrediction } from '../prediction/predict-match.js';
import type { MatchPredictionsSettings } from '../settings.js';
import { MatchStore } from '../store/match-store.js';
import { ModelStore } from '../store/model-store.js';
import { storePredictions } from '../store/prediction-store.js';
import { dayFromNow } from '../today.js';

type Input = ParsedOf<(typeof generatePredictions)['input']>;

@Injectable()
@Handles(generatePredictions)
export class GeneratePredictions implements JobHandler<typeof generatePredictions> {
  constructor(
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings,
  ) {}

  async run({ days }: Input, job: JobContext<EntityManager>) {
    const [model, ratings] = [await this.models.champion(), await this.models.ratings()];
    if (!model) {
      job.log.warn('there is no model yet: retrain-model makes one');
      return { predicted: 0, unchanged: 0, modelVersion: null };
    }
    const matches = await this.matches.upcoming(dayFromNow(0), dayFromNow(days));
    const predicted = matches.flatMap((match) => {
      const snapshot = ratings[match.league];
      return snapshot ? [{ match, prediction: predictMatch(match, model, snapshot) }] : [];
    });
    const stored = await job.transaction(async (manager) => {
      const count = await storePredictions(
        manager,
        predicted.map(({ prediction }) => prediction),
      );
      for (const league of this.settings.MATCH_PREDICTIONS_LEAGUES) {
        const document = predicted
          .filter(({ match }) => match.league === league)
          .map(({ match, prediction }) => upcomingPrediction(match, prediction));
        await job.in(manager).broadcast(CHANNELS.upcoming(league), 'predictions.upcoming', document, { document });
      }
      return count;
    });
    return { predicted: stored, unchanged: predicted.length - stored, modelVersion: model.version };
  }
}
