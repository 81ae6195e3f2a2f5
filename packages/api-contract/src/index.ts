export { defineOperation, METHODS, takesBody } from './define-operation.js';
export { openApiDocument } from './document/openapi-document.js';
export { IdempotencyKey, isRequestId } from './document/request-headers.js';
export { OPERATIONS } from './operations.js';
export { listAudit } from './operations/audit.js';
export { cancelJob, enqueueJobs, getJob, reprioritiseJob, rescheduleJob, runJobNow } from './operations/jobs.js';
export { createKey, getKey, listKeys, revokeKey, rotateKey } from './operations/keys.js';
export { listMarks, silenceType, unsilenceType, unwatchTag, watchTag } from './operations/marks.js';
export {
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
export {
  listPauses,
  listQueues,
  pauseQueue,
  pauseType,
  pauseWorkload,
  resumeQueue,
  resumeType,
  resumeWorkload,
} from './operations/queues.js';
export {
  createSchedule,
  deleteSchedule,
  disableSchedule,
  editSchedule,
  enableSchedule,
  getSchedule,
  listFirings,
  listSchedules,
  resetSchedule,
  triggerSchedule,
} from './operations/schedules.js';
export { listAttempts, listJobs, listLogs, listTransitions } from './operations/search.js';
export { getStatus } from './operations/status.js';
export { getType, listTypes } from './operations/types.js';
export { listWorkers } from './operations/workers.js';
export { Problem } from './schemas/problem.js';

export type { AnswerOf, AnyOperation, Method, Operation, OperationOptions, RequestOf } from './define-operation.js';
