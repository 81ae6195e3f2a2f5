/** PostgreSQL schema of the workload. */
export const PLAYER_WATCH_SCHEMA = 'player_watch';
