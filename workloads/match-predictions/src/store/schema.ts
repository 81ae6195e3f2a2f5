/** PostgreSQL schema of the workload. */
export const MATCH_PREDICTIONS_SCHEMA = 'match_predictions';
