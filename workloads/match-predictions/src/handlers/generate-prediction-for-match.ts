import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { Unrecoverable } from '@kickoff/contracts';
import { generatePredictionForMatch } from '../contracts/generate-prediction-for-match.js';
import { predictMatch, upcomingPrediction } from '../prediction/predict-match.js';
import { MatchStore } from '../store/match-store.js';
import { ModelStore } from '../store/model-store.js';
import { storePredictions } from '../store/prediction-store.js';

type Input = ParsedOf<(typeof generatePredictionForMatch)['input']>;

@Injectable()
@Handles(generatePredictionForMatch)
export class GeneratePredictionForMatch implements JobHandler<typeof generatePredictionForMatch> {
  constructor(
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(ModelStore) private readonly models: ModelStore,
  ) {}

  async run({ matchId }: Input, job: JobContext<EntityManager>) {
    const match = await this.matches.withId(matchId);
    if (!match) throw new Unrecoverable(`no match has the id ${matchId}`);
    if (match.goals) throw new Unrecoverable(`match ${matchId} has been played`);
    const [model, ratings] = [await this.models.champion(), await this.models.ratings()];
    const snapshot = ratings[match.league];
    if (!model || !snapshot) throw new Error(`there is no model of ${match.league} yet: retrain-model makes one`);
    const prediction = predictMatch(match, model, snapshot);
    await job.transaction((manager) => storePredictions(manager, [prediction]));
    return upcomingPrediction(match, prediction);
  }
}
