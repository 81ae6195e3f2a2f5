import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Time, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

const Worker = z
  .object({
    name: z.string(),
    workload: WorkloadName,
    queues: z.array(z.object({ name: z.string(), slots: z.int() })),
    types: z.array(z.string()),
    running: z.int().meta({ description: 'Jobs that it runs.' }),
    inHand: z.int().meta({ description: 'Jobs that it has been given, with those that it runs.' }),
    startedAt: Time,
    heardAt: Time.meta({ description: 'It says every ten seconds that it lives.' }),
  })
  .meta({ id: 'Worker' });

export const listWorkers = defineOperation({
  id: 'listWorkers',
  method: 'GET',
  path: '/workers',
  summary: 'Workers that live, by workload and name.',
  role: 'viewer',
  answers: { 200: listOf(Worker) },
  example: {
    answer: {
      items: [
        {
          name: 'poller-1',
          workload: 'live-scores',
          queues: [{ name: 'polling', slots: 20 }],
          types: ['live-scores.poll-live-matches'],
          running: 1,
          inHand: 2,
          startedAt: '2026-11-27T17:00:00.000Z',
          heardAt: '2026-11-27T18:00:00.000Z',
        },
      ],
    },
  },
});
