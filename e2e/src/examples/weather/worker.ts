import { defineSchedule } from '@kickoff/contracts';
import { defineManifest } from '@kickoff/nest';
import { reportWeather, workload } from './contracts.js';
import { importers } from './importers.js';
import { ReportWeather } from './report-weather.js';
import { weatherSettings } from './settings.js';

export default defineManifest({
  workload,
  settings: weatherSettings,
  schedules: () => [
    defineSchedule('weather', { name: 'lisbon', job: reportWeather, input: { city: 'lisbon' }, every: '10m' }),
  ],
  limits: () => [{ name: 'requests', windows: [{ limit: 5, perMs: 1_000, kind: 'sliding' }] }],
  handlers: [ReportWeather],
  importers,
});
