import { defineSchedule, type ScheduleDefinition } from '@kickoff/contracts';
import { warmCache } from './contracts/warm-cache.js';
import type { BoardGamesSettings } from './settings.js';

/** The cache is warm before the day begins. */
export function boardGamesSchedules(settings: BoardGamesSettings): ScheduleDefinition[] {
  const enabled = settings.BOARD_GAMES_SCHEDULES === 'on';
  return [defineSchedule('board-games', { name: 'warm-cache', job: warmCache, input: {}, cron: '0 2 * * *', enabled })];
}
