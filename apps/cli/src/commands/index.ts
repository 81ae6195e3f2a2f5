import type { CommandDefinition } from '../cli/define-command.js';
import { audit } from './audit.js';
import { bench } from './bench.js';
import { completion } from './completion.js';
import { configCheck } from './config/check.js';
import { defaultsReset } from './defaults/reset.js';
import { defaultsSet } from './defaults/set.js';
import { doctor } from './doctor.js';
import { flowsCancel } from './flows/cancel.js';
import { flowsList } from './flows/list.js';
import { flowsRetry } from './flows/retry.js';
import { flowsShow } from './flows/show.js';
import { flowsSkip } from './flows/skip.js';
import { flowsStart } from './flows/start.js';
import { inspectActive } from './inspect/active.js';
import { inspectPing } from './inspect/ping.js';
import { inspectRegistered } from './inspect/registered.js';
import { inspectStats } from './inspect/stats.js';
import { jobsAttempts } from './jobs/attempts.js';
import { jobsCancel } from './jobs/cancel.js';
import { jobsEnqueue } from './jobs/enqueue.js';
import { jobsList } from './jobs/list.js';
import { jobsReprioritise } from './jobs/reprioritise.js';
import { jobsReschedule } from './jobs/reschedule.js';
import { jobsRunNow } from './jobs/run-now.js';
import { jobsShow } from './jobs/show.js';
import { jobsTransitions } from './jobs/transitions.js';
import { jobsWatch } from './jobs/watch.js';
import { keysCreate } from './keys/create.js';
import { keysList } from './keys/list.js';
import { keysRevoke } from './keys/revoke.js';
import { keysRotate } from './keys/rotate.js';
import { keysShow } from './keys/show.js';
import { limitsReset } from './limits/reset.js';
import { limitsSet } from './limits/set.js';
import { logs } from './logs.js';
import { marks } from './marks.js';
import { migrate } from './migrate.js';
import { newJob } from './new/job.js';
import { newWorkload } from './new/workload.js';
import { pause } from './pause.js';
import { pauses } from './pauses.js';
import { prune } from './prune.js';
import { queuesLimits } from './queues/limits.js';
import { queues } from './queues/list.js';
import { recordRebuild } from './record/rebuild.js';
import { resume } from './resume.js';
import { schedulesCreate } from './schedules/create.js';
import { schedulesDelete } from './schedules/delete.js';
import { schedulesDisable } from './schedules/disable.js';
import { schedulesEnable } from './schedules/enable.js';
import { schedulesList } from './schedules/list.js';
import { schedulesNext } from './schedules/next.js';
import { schedulesReset } from './schedules/reset.js';
import { schedulesSet } from './schedules/set.js';
import { schedulesShow } from './schedules/show.js';
import { schedulesTrigger } from './schedules/trigger.js';
import { status } from './status.js';
import { tagsUnwatch } from './tags/unwatch.js';
import { tagsWatch } from './tags/watch.js';
import { typesList } from './types/list.js';
import { typesShow } from './types/show.js';
import { typesSilence } from './types/silence.js';
import { typesUnsilence } from './types/unsilence.js';
import { up } from './up.js';
import { work } from './work.js';
import { workersList } from './workers/list.js';
import { workersPing } from './workers/ping.js';

/** Every command, in alphabetical order. */
export const COMMANDS: readonly CommandDefinition[] = [
  audit,
  bench,
  completion,
  configCheck,
  defaultsReset,
  defaultsSet,
  doctor,
  flowsCancel,
  flowsList,
  flowsRetry,
  flowsShow,
  flowsSkip,
  flowsStart,
  inspectActive,
  inspectPing,
  inspectRegistered,
  inspectStats,
  jobsAttempts,
  jobsCancel,
  jobsEnqueue,
  jobsList,
  jobsReprioritise,
  jobsReschedule,
  jobsRunNow,
  jobsShow,
  jobsTransitions,
  jobsWatch,
  keysCreate,
  keysList,
  keysRevoke,
  keysRotate,
  keysShow,
  limitsReset,
  limitsSet,
  logs,
  marks,
  migrate,
  newJob,
  newWorkload,
  pause,
  pauses,
  prune,
  queues,
  queuesLimits,
  recordRebuild,
  resume,
  schedulesCreate,
  schedulesDelete,
  schedulesDisable,
  schedulesEnable,
  schedulesList,
  schedulesNext,
  schedulesReset,
  schedulesSet,
  schedulesShow,
  schedulesTrigger,
  status,
  tagsUnwatch,
  tagsWatch,
  typesList,
  typesShow,
  typesSilence,
  typesUnsilence,
  up,
  work,
  workersList,
  workersPing,
];
