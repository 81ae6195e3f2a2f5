import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { ListedJob } from '../schemas/job.js';
import { JobFilter } from '../schemas/job-filter.js';
import { Id } from '../schemas/names.js';
import { BulkOperation, JobAction } from '../schemas/operation.js';
import { PageQuery, pageOf } from '../schemas/page.js';

const ById = z.strictObject({ id: Id });
const id = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';
const action = { name: 'cancel' as const, reason: 'the match was called off' };
const filter = { type: ['live-scores.process-match'], input: ['match.id=1492127'] };
const operation = {
  id,
  action,
  filter,
  state: 'running' as const,
  askedAt: '2026-11-27T18:00:00.000Z',
  askedBy: 'ops',
  endedAt: null,
  total: 120,
  done: 50,
  skipped: { 'has already ended': 3 },
  failed: {},
};

export const actOnJobs = defineOperation({
  id: 'actOnJobs',
  method: 'POST',
  path: '/jobs/actions',
  summary: 'Does something to all jobs that a filter describes, or says to how many it would.',
  description:
    'Answers at once with an operation, which a job of the platform does: at most 500 jobs a second of each workload, the newest first, none that is enqueued meanwhile. Jobs that change before their turn are skipped and counted by reason. Of the states that the filter asks for those count that the action is for. With a key of a publisher it is limited to its workloads.',
  role: 'publisher',
  body: z.strictObject({
    action: JobAction,
    filter: JobFilter.refine((given) => Object.values(given).some((value) => value !== undefined), {
      message: 'must have at least one condition; all jobs are those of every state',
    }),
    dryRun: z.boolean().default(false).meta({ description: 'Only count, and show some of the jobs.' }),
  }),
  answers: {
    200: z.object({
      jobs: z.int().meta({ description: 'That the filter describes now.' }),
      sample: z.array(ListedJob).meta({ description: 'The newest of them.' }),
      operation: BulkOperation.nullable().meta({ description: 'null: a dry run.' }),
    }),
  },
  errors: ['SEARCH_INVALID', 'FORBIDDEN', 'TARGET_UNKNOWN', 'PRIORITY_NOT_DECLARED'],
  example: { body: { action, filter, dryRun: true }, answer: { jobs: 120, sample: [], operation: null } },
});

export const listOperations = defineOperation({
  id: 'listOperations',
  method: 'GET',
  path: '/operations',
  summary: 'What is being done to many jobs and what was, newest first.',
  role: 'viewer',
  query: PageQuery,
  answers: { 200: pageOf(BulkOperation) },
  example: { answer: { items: [operation], next: null } },
});

export const getOperation = defineOperation({
  id: 'getOperation',
  method: 'GET',
  path: '/operations/{id}',
  summary: 'How far an operation has come.',
  role: 'viewer',
  params: ById,
  answers: { 200: BulkOperation },
  errors: ['NOT_FOUND'],
  example: { answer: operation },
});

export const abortOperation = defineOperation({
  id: 'abortOperation',
  method: 'POST',
  path: '/operations/{id}/abort',
  summary: 'Ends an operation where it stands; what is done stays done.',
  role: 'operator',
  params: ById,
  answers: { 200: z.object({ id: Id, outcome: z.enum(['cancelled', 'cancelling']) }) },
  errors: ['NOT_FOUND', 'TOO_LATE', 'SCHEDULER_UNAVAILABLE'],
  changes: getOperation,
  example: { answer: { id, outcome: 'cancelling' } },
});
