import { defineManifest } from '@kickoff/nest';
import { workload } from './contracts/workload.js';
import { playerWatchSchedules } from './schedules.js';
import { playerWatchSettings } from './settings.js';

export default defineManifest({
  workload,
  settings: playerWatchSettings,
  schedules: playerWatchSchedules,
  handlers: [],
});
