import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { predictionMetrics } from '../analytics/prediction-metrics.js';
import { calculateModelMetrics } from '../contracts/calculate-model-metrics.js';
import { CHANNELS } from '../contracts/shapes.js';
import { storeMetrics } from '../store/metrics-store.js';
import { PredictionStore } from '../store/prediction-store.js';

type Input = ParsedOf<(typeof calculateModelMetrics)['input']>;

@Injectable()
@Handles(calculateModelMetrics)
export class CalculateModelMetrics implements JobHandler<typeof calculateModelMetrics> {
  constructor(@Inject(PredictionStore) private readonly predictions: PredictionStore) {}

  async run(_input: Input, job: JobContext<EntityManager>) {
    const metrics = predictionMetrics(await this.predictions.validated());
    await job.transaction(async (manager) => {
      await storeMetrics(manager, metrics);
      await job.in(manager).broadcast(CHANNELS.metrics, 'metrics.calculated', metrics, { document: metrics });
    });
    return { rows: metrics.length };
  }
}
