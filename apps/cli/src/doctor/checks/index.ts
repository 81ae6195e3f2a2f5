import type { Check } from '../check.js';
import { admission } from './admission.js';
import { clock } from './clock.js';
import { migrations } from './migrations.js';
import { schedules } from './schedules.js';
import { scheduler } from './scheduler.js';
import { servedTypes } from './served-types.js';
import { serverVersion } from './server-version.js';
import { store } from './store.js';
import { topology } from './topology.js';

/** Every check that only looks, causes before what follows from them. */
export const CHECKS: readonly Check[] = [
  serverVersion,
  clock,
  topology,
  store,
  admission,
  migrations,
  scheduler,
  schedules,
  servedTypes,
];
