import type { AnyOperation } from './define-operation.js';
import { listAudit } from './operations/audit.js';
import { cancelJob, enqueueJobs, getJob, reprioritiseJob, rescheduleJob, runJobNow } from './operations/jobs.js';
import { createKey, getKey, listKeys, revokeKey, rotateKey } from './operations/keys.js';
import { listMarks, silenceType, unsilenceType, unwatchTag, watchTag } from './operations/marks.js';
import {
  listOverrides,
  overrideDefaults,
  overrideLimit,
  overrideTypeDefaults,
  overrideWorkloadDefaults,
  resetDefaults,
  resetLimit,
  resetTypeDefaults,
  resetWorkloadDefaults,
} from './operations/overrides.js';
import {
  listPauses,
  listQueues,
  pauseQueue,
  pauseType,
  pauseWorkload,
  resumeQueue,
  resumeType,
  resumeWorkload,
} from './operations/queues.js';
import {
  backfillSchedule,
  createSchedule,
  deleteSchedule,
  disableSchedule,
  editSchedule,
  enableSchedule,
  getSchedule,
  getSchedulesOverview,
  listExecutions,
  listFirings,
  listSchedules,
  resetSchedule,
  triggerSchedule,
} from './operations/schedules.js';
import { listAttempts, listJobs, listLogs, listTransitions } from './operations/search.js';
import { getMetricSums, getStatistics } from './operations/statistics.js';
import { getStatus } from './operations/status.js';
import { getType, listTypes } from './operations/types.js';
import { listWorkers } from './operations/workers.js';

/** Every operation of the control API, by resource. */
export const OPERATIONS: readonly AnyOperation[] = [
  getStatus,
  getStatistics,
  getMetricSums,
  enqueueJobs,
  listJobs,
  getJob,
  listAttempts,
  listTransitions,
  listLogs,
  cancelJob,
  runJobNow,
  rescheduleJob,
  reprioritiseJob,
  listSchedules,
  // Before the one schedule whose id its path could be.
  getSchedulesOverview,
  getSchedule,
  listFirings,
  createSchedule,
  editSchedule,
  resetSchedule,
  enableSchedule,
  disableSchedule,
  deleteSchedule,
  triggerSchedule,
  backfillSchedule,
  listExecutions,
  listTypes,
  getType,
  listQueues,
  listPauses,
  pauseQueue,
  resumeQueue,
  pauseWorkload,
  resumeWorkload,
  pauseType,
  resumeType,
  listWorkers,
  listOverrides,
  overrideLimit,
  resetLimit,
  overrideDefaults,
  resetDefaults,
  overrideWorkloadDefaults,
  resetWorkloadDefaults,
  overrideTypeDefaults,
  resetTypeDefaults,
  listMarks,
  silenceType,
  unsilenceType,
  watchTag,
  unwatchTag,
  listKeys,
  getKey,
  createKey,
  revokeKey,
  rotateKey,
  listAudit,
];
