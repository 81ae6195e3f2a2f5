import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Id, Time } from '../schemas/names.js';
import { PageQuery, pageOf } from '../schemas/page.js';

const AuditEntry = z
  .object({
    id: Id,
    at: Time,
    who: z.string().meta({ description: 'Name of the key.' }),
    keyId: Id,
    requestId: z.string(),
    operation: z.string().meta({ description: 'Id of the operation, e.g. `pauseQueue`.' }),
    target: z.string().meta({ description: 'Path of what was changed, below `/api/v1`.' }),
    before: z.unknown().meta({ description: 'What was changed, as it was; null where that is not known.' }),
    after: z.unknown().meta({ description: 'What was answered.' }),
  })
  .meta({ id: 'AuditEntry' });

export const listAudit = defineOperation({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  summary: 'Who changed what, newest first.',
  role: 'admin',
  query: PageQuery.extend({
    operation: z.string().max(100).optional().meta({ description: 'Only this operation.' }),
    key: Id.optional().meta({ description: 'Only what this key did.' }),
  }),
  answers: { 200: pageOf(AuditEntry) },
  example: {
    answer: {
      items: [
        {
          id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b',
          at: '2026-11-27T18:00:00.000Z',
          who: 'ci',
          keyId: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a',
          requestId: 'e0f9c1d2',
          operation: 'pauseQueue',
          target: '/queues/live-scores/polling/pause',
          before: null,
          after: { paused: true },
        },
      ],
      next: null,
    },
  },
});
