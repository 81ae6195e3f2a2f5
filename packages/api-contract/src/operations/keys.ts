import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { AccessKey, CreateAccessKey, NewAccessKey } from '../schemas/access-key.js';
import { Id } from '../schemas/names.js';
import { PageQuery, pageOf } from '../schemas/page.js';

const ById = z.strictObject({ id: Id });

const shown: z.output<typeof AccessKey> = {
  id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a',
  name: 'ci',
  start: 'kk_3fJ9aQ',
  role: 'operator',
  payloads: false,
  workloads: [],
  createdAt: '2026-11-27T18:00:00.000Z',
  createdBy: 'first admin',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};
const made = { ...shown, key: 'kk_3fJ9aQbR2mXw8LkV5nPzT1cYdG7hE4uS0oIiBvKqWxM' };

export const listKeys = defineOperation({
  id: 'listKeys',
  method: 'GET',
  path: '/keys',
  summary: 'The keys of this API, newest first.',
  role: 'admin',
  query: PageQuery,
  answers: { 200: pageOf(AccessKey) },
  example: { answer: { items: [shown], next: null } },
});

export const getKey = defineOperation({
  id: 'getKey',
  method: 'GET',
  path: '/keys/{id}',
  summary: 'One key.',
  role: 'admin',
  params: ById,
  answers: { 200: AccessKey },
  errors: ['NOT_FOUND'],
  example: { answer: shown },
});

export const createKey = defineOperation({
  id: 'createKey',
  method: 'POST',
  path: '/keys',
  summary: 'Makes a key. The answer shows it once.',
  role: 'admin',
  body: CreateAccessKey,
  answers: { 201: NewAccessKey },
  errors: ['NAME_TAKEN'],
  secrets: ['key'],
  example: { body: { name: 'ci', role: 'operator' }, answer: made },
});

export const revokeKey = defineOperation({
  id: 'revokeKey',
  method: 'POST',
  path: '/keys/{id}/revoke',
  summary: 'Ends a key at once. Revoking it again changes nothing.',
  role: 'admin',
  params: ById,
  answers: { 200: AccessKey },
  errors: ['NOT_FOUND'],
  changes: getKey,
  example: { answer: { ...shown, revokedAt: '2026-11-28T09:00:00.000Z' } },
});

export const rotateKey = defineOperation({
  id: 'rotateKey',
  method: 'POST',
  path: '/keys/{id}/rotate',
  summary: 'Gives a key a new secret; the old one ends at once. The answer shows the new one once.',
  role: 'admin',
  params: ById,
  answers: { 200: NewAccessKey },
  errors: ['NOT_FOUND'],
  changes: getKey,
  secrets: ['key'],
  example: { answer: made },
});
