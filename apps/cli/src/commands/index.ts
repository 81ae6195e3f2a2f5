import type { CommandDefinition } from '../cli/define-command.js';
import { bench } from './bench.js';
import { completion } from './completion.js';
import { configCheck } from './config/check.js';
import { doctor } from './doctor.js';
import { jobsShow } from './jobs/show.js';
import { keysList } from './keys/list.js';
import { migrate } from './migrate.js';
import { newJob } from './new/job.js';
import { newWorkload } from './new/workload.js';
import { queues } from './queues/list.js';
import { status } from './status.js';
import { typesList } from './types/list.js';
import { typesShow } from './types/show.js';
import { up } from './up.js';
import { work } from './work.js';
import { workersList } from './workers/list.js';
import { workersPing } from './workers/ping.js';

/** Every command, in alphabetical order. */
export const COMMANDS: readonly CommandDefinition[] = [
  bench,
  completion,
  configCheck,
  doctor,
  jobsShow,
  keysList,
  migrate,
  newJob,
  newWorkload,
  queues,
  status,
  typesList,
  typesShow,
  up,
  work,
  workersList,
  workersPing,
];
