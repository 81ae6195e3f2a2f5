import type { AnyOperation } from './define-operation.js';
import { listAudit } from './operations/audit.js';
import { createKey, getKey, listKeys, revokeKey, rotateKey } from './operations/keys.js';
import { getStatus } from './operations/status.js';

/** Every operation of the control API, by resource. */
export const OPERATIONS: readonly AnyOperation[] = [
  getStatus,
  listKeys,
  getKey,
  createKey,
  revokeKey,
  rotateKey,
  listAudit,
];
