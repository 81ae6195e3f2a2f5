/** PostgreSQL schema of the workload. */
export const BOARD_GAMES_SCHEMA = 'board_games';
