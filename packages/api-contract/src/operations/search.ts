import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Attempt, JobLogLine, ListedJob, Transition } from '../schemas/job.js';
import { JobFilter } from '../schemas/job-filter.js';
import { Id } from '../schemas/names.js';
import { listOf, PageQuery, pageOf } from '../schemas/page.js';

const ById = z.strictObject({ id: Id });
const id = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';

/** How much of what a job went through is shown at once. */
const Latest = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(100).meta({ description: 'The latest of them.' }),
});

export const listJobs = defineOperation({
  id: 'listJobs',
  method: 'GET',
  path: '/jobs',
  summary: 'Jobs that a filter describes, newest first.',
  description:
    'What is given several times (`type=a&type=b`) is a list. The record follows what happens within a second. A page is given after some 150 ms even if it holds fewer jobs than asked for, or none: as long as `next` is not null, go on from it.',
  role: 'viewer',
  query: PageQuery.extend(JobFilter.shape),
  answers: { 200: pageOf(ListedJob) },
  errors: ['SEARCH_INVALID', 'FORBIDDEN'],
  example: {
    answer: {
      items: [
        {
          id,
          type: 'live-scores.process-match',
          workload: 'live-scores',
          queue: 'processing',
          priority: 'high',
          key: '0123456789abcdef',
          state: 'dead',
          attempt: 3,
          tags: ['sport:football'],
          enqueuedAt: '2026-11-27T18:00:00.000Z',
          runAt: null,
          startedAt: '2026-11-27T18:00:00.010Z',
          endedAt: '2026-11-27T18:00:00.350Z',
          stateAt: '2026-11-27T18:00:00.350Z',
          reason: 'UPSTREAM_REJECTED: status 404',
          error: { code: 'UPSTREAM_REJECTED', name: 'UpstreamRejected', message: 'status 404' },
          progress: null,
          input: { match: { id: 1_492_127 } },
        },
      ],
      next: null,
    },
  },
});

export const listAttempts = defineOperation({
  id: 'listAttempts',
  method: 'GET',
  path: '/jobs/{id}/attempts',
  summary: 'The runs of a job, latest first.',
  role: 'viewer',
  params: ById,
  query: Latest,
  answers: { 200: listOf(Attempt) },
  errors: ['JOB_NOT_FOUND'],
  example: {
    answer: {
      items: [
        {
          attempt: 1,
          revision: 1,
          delivery: 1,
          worker: 'poller-1',
          startedAt: '2026-11-27T18:00:00.010Z',
          endedAt: '2026-11-27T18:00:00.350Z',
          outcome: 'succeeded',
          state: 'succeeded',
          reason: null,
          error: null,
          metrics: { matches: 12 },
          annotations: { upstream: 'rapidapi' },
          logs: [{ at: 1_795_802_400_100, level: 'info', message: 'asked the upstream' }],
          output: { matches: 12 },
        },
      ],
    },
  },
});

export const listTransitions = defineOperation({
  id: 'listTransitions',
  method: 'GET',
  path: '/jobs/{id}/transitions',
  summary: 'The states that a job was seen in, latest first.',
  role: 'viewer',
  params: ById,
  query: Latest,
  answers: { 200: listOf(Transition) },
  errors: ['JOB_NOT_FOUND'],
  example: {
    answer: {
      items: [
        { state: 'succeeded', at: '2026-11-27T18:00:00.350Z', revision: 1, reason: null },
        { state: 'running', at: '2026-11-27T18:00:00.010Z', revision: 1, reason: null },
      ],
    },
  },
});

export const listLogs = defineOperation({
  id: 'listLogs',
  method: 'GET',
  path: '/jobs/{id}/logs',
  summary: 'What the runs of a job logged, in the order of time.',
  role: 'viewer',
  params: ById,
  query: Latest.extend({
    search: z.string().min(1).max(200).optional().meta({
      description: 'Part of the message or of a field, in any case of letters.',
    }),
    level: z.enum(['debug', 'info', 'warn', 'error']).optional().meta({ description: 'This level only.' }),
    attempt: z.coerce.number().int().min(1).optional().meta({ description: 'Of this attempt only.' }),
  }),
  answers: { 200: listOf(JobLogLine) },
  errors: ['JOB_NOT_FOUND'],
  example: {
    answer: { items: [{ attempt: 1, at: 1_795_802_400_100, level: 'info', message: 'asked the upstream' }] },
  },
});
