import type { LimitDefinition } from '@kickoff/contracts';
import type { MatchPredictionsSettings } from './settings.js';

/** The named limit that every request of the workload passes. */
export const REQUEST_LIMIT = 'football-data';

export function matchPredictionsLimits(settings: MatchPredictionsSettings): LimitDefinition[] {
  const limit = settings.MATCH_PREDICTIONS_REQUESTS_PER_SECOND;
  return [{ name: REQUEST_LIMIT, windows: [{ limit, perMs: 1_000, kind: 'sliding' }] }];
}
