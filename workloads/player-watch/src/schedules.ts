import { defineSchedule, type ScheduleDefinition } from '@kickoff/contracts';
import { analysePlayers } from './contracts/analyse-players.js';
import { monitorRanks } from './contracts/monitor-ranks.js';
import { updateTrackedPlayers } from './contracts/update-tracked-players.js';
import type { PlayerWatchSettings } from './settings.js';

/** One schedule per job, of the job's name. */
export function playerWatchSchedules(settings: PlayerWatchSettings): ScheduleDefinition[] {
  const enabled = settings.PLAYER_WATCH_SCHEDULES === 'on';
  return [
    defineSchedule('player-watch', {
      name: 'analyse-players',
      job: analysePlayers,
      input: {},
      every: settings.PLAYER_WATCH_ANALYSE_EVERY,
      enabled,
    }),
    defineSchedule('player-watch', {
      name: 'monitor-ranks',
      job: monitorRanks,
      input: {},
      every: settings.PLAYER_WATCH_MONITOR_EVERY,
      enabled,
    }),
    defineSchedule('player-watch', {
      name: 'update-tracked-players',
      job: updateTrackedPlayers,
      input: {},
      every: settings.PLAYER_WATCH_UPDATE_EVERY,
      enabled,
    }),
  ];
}
