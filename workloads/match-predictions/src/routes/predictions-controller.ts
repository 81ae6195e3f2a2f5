import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import type { ModelVersion, PredictionMetrics, UpcomingPrediction } from '../contracts/shapes.js';
import { League, LEAGUES } from '../football-data/league.js';
import { MetricsStore } from '../store/metrics-store.js';
import { ModelStore } from '../store/model-store.js';
import { PredictionStore } from '../store/prediction-store.js';
import { dayFromNow } from '../today.js';

const DAYS = { standard: 14, most: 60 };
const MODELS = 100;

/** What is expected of matches to come, by which model, and what it was worth. Public. */
@Controller()
export class PredictionsController {
  constructor(
    @Inject(PredictionStore) private readonly predictionStore: PredictionStore,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(MetricsStore) private readonly metricsStore: MetricsStore,
  ) {}

  /** Of the next days (`?days=`, 14 by default), of one league with `?league=`. */
  @Get('predictions/upcoming')
  async upcoming(
    @Query('days') days?: string,
    @Query('league') league?: string,
  ): Promise<{ predictions: UpcomingPrediction[] }> {
    const count = days === undefined ? DAYS.standard : Number(days);
    if (!Number.isInteger(count) || count < 1 || count > DAYS.most)
      throw new BadRequestException(`days must be a whole number from 1 to ${DAYS.most}`);
    if (league !== undefined && !League.safeParse(league).success)
      throw new BadRequestException(`league must be one of ${LEAGUES.join(', ')}`);
    return { predictions: await this.predictionStore.upcoming(dayFromNow(0), dayFromNow(count), league) };
  }

  /** The latest first. */
  @Get('models')
  async models(): Promise<{ models: ModelVersion[] }> {
    return { models: await this.modelStore.list(MODELS) };
  }

  /** Per league and season, beside the bookmaker and the base rate. */
  @Get('metrics')
  async metrics(): Promise<{ metrics: PredictionMetrics[] }> {
    return { metrics: await this.metricsStore.list() };
  }
}
