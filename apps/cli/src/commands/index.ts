import type { CommandDefinition } from '../cli/define-command.js';
import { alertsAcknowledge } from './alerts/acknowledge.js';
import { alertsList } from './alerts/list.js';
import { alertsMute } from './alerts/mute.js';
import { alertsReceiversCreate } from './alerts/receivers-create.js';
import { alertsReceiversDelete } from './alerts/receivers-delete.js';
import { alertsReceiversList } from './alerts/receivers-list.js';
import { alertsReceiversSet } from './alerts/receivers-set.js';
import { alertsReceiversShow } from './alerts/receivers-show.js';
import { alertsRulesCreate } from './alerts/rules-create.js';
import { alertsRulesDelete } from './alerts/rules-delete.js';
import { alertsRulesList } from './alerts/rules-list.js';
import { alertsRulesSet } from './alerts/rules-set.js';
import { alertsRulesShow } from './alerts/rules-show.js';
import { alertsShow } from './alerts/show.js';
import { audit } from './audit.js';
import { bench } from './bench.js';
import { completion } from './completion.js';
import { configCheck } from './config/check.js';
import { deadDelete } from './dead/delete.js';
import { deadFlush } from './dead/flush.js';
import { deadGroups } from './dead/groups.js';
import { deadList } from './dead/list.js';
import { deadResolve } from './dead/resolve.js';
import { deadRetry } from './dead/retry.js';
import { deadShow } from './dead/show.js';
import { defaultsReset } from './defaults/reset.js';
import { defaultsSet } from './defaults/set.js';
import { doctor } from './doctor.js';
import { flowsCancel } from './flows/cancel.js';
import { flowsList } from './flows/list.js';
import { flowsRetry } from './flows/retry.js';
import { flowsShow } from './flows/show.js';
import { flowsSkip } from './flows/skip.js';
import { flowsStart } from './flows/start.js';
import { importCommand } from './import.js';
import { inspectActive } from './inspect/active.js';
import { inspectPing } from './inspect/ping.js';
import { inspectRegistered } from './inspect/registered.js';
import { inspectStats } from './inspect/stats.js';
import { jobsAttempts } from './jobs/attempts.js';
import { jobsBulk } from './jobs/bulk.js';
import { jobsCancel } from './jobs/cancel.js';
import { jobsDelete } from './jobs/delete.js';
import { jobsEnqueue } from './jobs/enqueue.js';
import { jobsFail } from './jobs/fail.js';
import { jobsList } from './jobs/list.js';
import { jobsMove } from './jobs/move.js';
import { jobsReprioritise } from './jobs/reprioritise.js';
import { jobsReschedule } from './jobs/reschedule.js';
import { jobsRetry } from './jobs/retry.js';
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
import { operationsAbort } from './operations/abort.js';
import { operationsList } from './operations/list.js';
import { operationsShow } from './operations/show.js';
import { pause } from './pause.js';
import { pauses } from './pauses.js';
import { prune } from './prune.js';
import { queuesLimits } from './queues/limits.js';
import { queues } from './queues/list.js';
import { recordRebuild } from './record/rebuild.js';
import { resume } from './resume.js';
import { rights } from './rights.js';
import { schedulesBackfill } from './schedules/backfill.js';
import { schedulesCreate } from './schedules/create.js';
import { schedulesDelete } from './schedules/delete.js';
import { schedulesDisable } from './schedules/disable.js';
import { schedulesEnable } from './schedules/enable.js';
import { schedulesExecutions } from './schedules/executions.js';
import { schedulesList } from './schedules/list.js';
import { schedulesNext } from './schedules/next.js';
import { schedulesOverview } from './schedules/overview.js';
import { schedulesReset } from './schedules/reset.js';
import { schedulesSet } from './schedules/set.js';
import { schedulesShow } from './schedules/show.js';
import { schedulesTrigger } from './schedules/trigger.js';
import { stats } from './stats.js';
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
  alertsAcknowledge,
  alertsList,
  alertsMute,
  alertsReceiversCreate,
  alertsReceiversDelete,
  alertsReceiversList,
  alertsReceiversSet,
  alertsReceiversShow,
  alertsRulesCreate,
  alertsRulesDelete,
  alertsRulesList,
  alertsRulesSet,
  alertsRulesShow,
  alertsShow,
  audit,
  bench,
  completion,
  configCheck,
  deadDelete,
  deadFlush,
  deadGroups,
  deadList,
  deadResolve,
  deadRetry,
  deadShow,
  defaultsReset,
  defaultsSet,
  doctor,
  flowsCancel,
  flowsList,
  flowsRetry,
  flowsShow,
  flowsSkip,
  flowsStart,
  importCommand,
  inspectActive,
  inspectPing,
  inspectRegistered,
  inspectStats,
  jobsAttempts,
  jobsBulk,
  jobsCancel,
  jobsDelete,
  jobsEnqueue,
  jobsFail,
  jobsList,
  jobsMove,
  jobsReprioritise,
  jobsReschedule,
  jobsRetry,
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
  operationsAbort,
  operationsList,
  operationsShow,
  pause,
  pauses,
  prune,
  queues,
  queuesLimits,
  recordRebuild,
  resume,
  rights,
  schedulesBackfill,
  schedulesCreate,
  schedulesDelete,
  schedulesDisable,
  schedulesEnable,
  schedulesExecutions,
  schedulesList,
  schedulesNext,
  schedulesOverview,
  schedulesReset,
  schedulesSet,
  schedulesShow,
  schedulesTrigger,
  stats,
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
