export { defineOperation, METHODS, takesBody } from './define-operation.js';
export { openApiDocument } from './document/openapi-document.js';
export { IdempotencyKey, isRequestId } from './document/request-headers.js';
export { OPERATIONS } from './operations.js';
export { listAudit } from './operations/audit.js';
export { createKey, getKey, listKeys, revokeKey, rotateKey } from './operations/keys.js';
export { getStatus } from './operations/status.js';
export { Problem } from './schemas/problem.js';

export type { AnswerOf, AnyOperation, Method, Operation, OperationOptions, RequestOf } from './define-operation.js';
