import { defineManifest } from '@kickoff/nest';
import { workload } from './contracts/index.js';
import { {{camelWorkload}}Settings } from './settings.js';

/** All that services need to run this workload. */
export default defineManifest({
  workload,
  settings: {{camelWorkload}}Settings,
  handlers: [],
});
