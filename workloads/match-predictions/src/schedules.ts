import { defineSchedule, type ScheduleDefinition, type ScheduleOptions } from '@kickoff/contracts';
import { calculateModelMetrics } from './contracts/calculate-model-metrics.js';
import { cleanUpOldData } from './contracts/clean-up-old-data.js';
import { generatePredictions } from './contracts/generate-predictions.js';
import { retrainModel } from './contracts/retrain-model.js';
import { syncAllLeagues } from './contracts/sync-all-leagues.js';
import { syncHistoricalData } from './contracts/sync-historical-data.js';
import { updateRecentResults } from './contracts/update-recent-results.js';
import { validatePredictions } from './contracts/validate-predictions.js';
import type { MatchPredictionsSettings } from './settings.js';

/** Hours are UTC. */
export function matchPredictionsSchedules(settings: MatchPredictionsSettings): ScheduleDefinition[] {
  const enabled = settings.MATCH_PREDICTIONS_SCHEDULES === 'on';
  const seasons = settings.MATCH_PREDICTIONS_PAST_SEASONS;
  const schedule = (options: ScheduleOptions) => defineSchedule('match-predictions', { enabled, ...options });
  return [
    schedule({ name: 'sync-all-leagues', job: syncAllLeagues, input: {}, cron: '0 4 * * *' }),
    schedule({ name: 'sync-historical-data', job: syncHistoricalData, input: { seasons }, cron: '0 2 * * 1' }),
    schedule({ name: 'update-recent-results', job: updateRecentResults, input: {}, cron: '0 */3 * * *' }),
    schedule({ name: 'retrain-model', job: retrainModel, input: {}, cron: '0 5 * * *' }),
    schedule({ name: 'generate-predictions', job: generatePredictions, input: {}, cron: '0 */6 * * *' }),
    schedule({ name: 'validate-predictions', job: validatePredictions, input: {}, cron: '0 6 * * *' }),
    schedule({ name: 'calculate-model-metrics', job: calculateModelMetrics, input: {}, cron: '0 7 * * *' }),
    schedule({ name: 'clean-up-old-data', job: cleanUpOldData, input: {}, cron: '0 3 * * 0' }),
  ];
}
