import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { validatePredictions } from '../contracts/validate-predictions.js';
import { PredictionStore } from '../store/prediction-store.js';

type Input = ParsedOf<(typeof validatePredictions)['input']>;

@Injectable()
@Handles(validatePredictions)
export class ValidatePredictions implements JobHandler<typeof validatePredictions> {
  constructor(@Inject(PredictionStore) private readonly predictions: PredictionStore) {}

  async run(_input: Input, job: JobContext<EntityManager>) {
    const validated = await this.predictions.validate();
    job.metric('validated', validated);
    return { validated };
  }
}
