export { defineOperation, METHODS, takesBody } from './define-operation.js';
export { openApiDocument } from './document/openapi-document.js';
export { IdempotencyKey, isRequestId } from './document/request-headers.js';
export { OPERATIONS } from './operations.js';
export * from './operations/audit.js';
export * from './operations/flows.js';
export * from './operations/jobs.js';
export * from './operations/keys.js';
export * from './operations/marks.js';
export * from './operations/overrides.js';
export * from './operations/queues.js';
export * from './operations/schedules.js';
export * from './operations/search.js';
export * from './operations/status.js';
export * from './operations/types.js';
export * from './operations/workers.js';
export { Problem } from './schemas/problem.js';

export type { AnswerOf, AnyOperation, Method, Operation, OperationOptions, RequestOf } from './define-operation.js';
