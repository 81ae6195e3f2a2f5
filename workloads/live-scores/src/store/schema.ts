/** PostgreSQL schema of the workload. */
export const LIVE_SCORES_SCHEMA = 'live_scores';
