import { z } from 'zod';
import { defineOperation } from '../define-operation.js';

const Status = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    workloads: z.array(
      z.object({ name: z.string(), summary: z.string(), queues: z.array(z.string()), jobTypes: z.array(z.string()) }),
    ),
    dependencies: z.record(z.string(), z.object({ up: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Status' });

export const getStatus = defineOperation({
  id: 'getStatus',
  method: 'GET',
  path: '/status',
  summary: 'What runs here and whether all of it is there.',
  role: 'public',
  answers: { 200: Status },
  example: {
    answer: {
      status: 'ok',
      version: '0.1.0',
      workloads: [
        {
          name: 'live-scores',
          summary: 'Live scores of four sports.',
          queues: ['polling'],
          jobTypes: ['live-scores.poll-live-matches'],
        },
      ],
      dependencies: { nats: { up: true }, postgres: { up: true } },
    },
  },
});
