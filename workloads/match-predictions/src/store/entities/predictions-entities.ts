import { LeagueRatingsRow } from './league-ratings.js';
import { MatchRow } from './match.js';
import { MetricsRow } from './metrics.js';
import { ModelVersionRow } from './model-version.js';
import { PredictionRow } from './prediction.js';
import { SyncRow } from './sync.js';

export const PREDICTIONS_ENTITIES = [LeagueRatingsRow, MatchRow, MetricsRow, ModelVersionRow, PredictionRow, SyncRow];
