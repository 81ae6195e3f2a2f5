import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { EnqueuedJob, EnqueueJob, Job, Priority } from '../schemas/job.js';
import { DurationText, Id, QueueName, Reason, Time } from '../schemas/names.js';

const MOST_JOBS = 1_000;

const ById = z.strictObject({ id: Id });
const id = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';
const type = 'live-scores.poll-live-matches';

/** What a change of a job is answered with; the record follows within moments. */
const ChangedJob = z.object({ id: Id }).meta({ id: 'ChangedJob' });

export const enqueueJobs = defineOperation({
  id: 'enqueueJobs',
  method: 'POST',
  path: '/jobs',
  summary: 'Enqueues one job, or many.',
  description: `The body is one job or \`{ "jobs": [ … ] }\` with up to ${MOST_JOBS}. All are checked before any is stored; those of one workload without a key are stored together or not at all. With an \`Idempotency-Key\` their ids are derived from it.`,
  role: 'publisher',
  body: z.union([EnqueueJob, z.strictObject({ jobs: z.array(EnqueueJob).min(1).max(MOST_JOBS) })]),
  answers: { 201: z.object({ jobs: z.array(EnqueuedJob) }) },
  errors: ['UNKNOWN_JOB_TYPE', 'INPUT_INVALID', 'PRIORITY_NOT_DECLARED', 'OVERLOADED', 'FORBIDDEN'],
  example: {
    body: { type, input: { sport: 'football' }, delay: '5s', tags: ['by hand'] },
    answer: { jobs: [{ id, type, duplicate: false }] },
  },
});

export const getJob = defineOperation({
  id: 'getJob',
  method: 'GET',
  path: '/jobs/{id}',
  summary: 'One job, as the record knows it.',
  description:
    'The record follows what happens within a second; of a job that was just enqueued the answer waits for it.',
  role: 'viewer',
  params: ById,
  answers: { 200: Job },
  errors: ['JOB_NOT_FOUND'],
  example: {
    answer: {
      id,
      type,
      workload: 'live-scores',
      queue: 'polling',
      priority: 'high',
      key: null,
      state: 'succeeded',
      attempt: 1,
      tags: ['sport:football'],
      enqueuedAt: '2026-11-27T18:00:00.000Z',
      runAt: null,
      startedAt: '2026-11-27T18:00:00.010Z',
      endedAt: '2026-11-27T18:00:00.350Z',
      stateAt: '2026-11-27T18:00:00.350Z',
      reason: null,
      error: null,
      progress: null,
      logs: [{ at: 1_795_802_400_100, level: 'info', message: 'asked the upstream' }],
      input: { sport: 'football' },
      output: { matches: 12 },
    },
  },
});

export const cancelJob = defineOperation({
  id: 'cancelJob',
  method: 'POST',
  path: '/jobs/{id}/cancel',
  summary: 'Ends a waiting job, or asks the worker that runs it to stop.',
  role: 'publisher',
  params: ById,
  body: z.strictObject({ reason: Reason.default('cancelled') }).prefault({}),
  answers: {
    200: ChangedJob.extend({
      outcome: z.enum(['cancelled', 'cancelling']).meta({ description: 'Ended, or about to be by its worker.' }),
    }),
  },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE', 'SCHEDULER_UNAVAILABLE'],
  changes: getJob,
  example: { body: { reason: 'not needed any more' }, answer: { id, outcome: 'cancelled' } },
});

export const runJobNow = defineOperation({
  id: 'runJobNow',
  method: 'POST',
  path: '/jobs/{id}/run-now',
  summary: 'Makes a delayed or retrying job due at once.',
  role: 'publisher',
  params: ById,
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE'],
  changes: getJob,
  example: { answer: { id } },
});

export const rescheduleJob = defineOperation({
  id: 'rescheduleJob',
  method: 'POST',
  path: '/jobs/{id}/reschedule',
  summary: 'Makes a delayed or retrying job due at another time.',
  role: 'publisher',
  params: ById,
  body: z.union([
    z.strictObject({ at: Time.meta({ description: 'One that has passed means now.' }) }),
    z.strictObject({ delay: DurationText.meta({ description: 'From now.' }) }),
  ]),
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE'],
  changes: getJob,
  example: { body: { delay: '1h' }, answer: { id } },
});

export const reprioritiseJob = defineOperation({
  id: 'reprioritiseJob',
  method: 'POST',
  path: '/jobs/{id}/reprioritise',
  summary: 'Gives a waiting job another priority of its queue.',
  role: 'publisher',
  params: ById,
  body: z.strictObject({ priority: Priority }),
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE', 'PRIORITY_NOT_DECLARED'],
  changes: getJob,
  example: { body: { priority: 'high' }, answer: { id } },
});

export const moveJob = defineOperation({
  id: 'moveJob',
  method: 'POST',
  path: '/jobs/{id}/move',
  summary: 'Puts a waiting job into another queue of its workload.',
  description: 'A worker of that queue has to run jobs of its type. The priority stays, unless another one is given.',
  role: 'publisher',
  params: ById,
  body: z.strictObject({ queue: QueueName, priority: Priority.optional() }),
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE', 'PRIORITY_NOT_DECLARED', 'TARGET_UNKNOWN', 'QUEUE_DRAINING'],
  changes: getJob,
  example: { body: { queue: 'polling' }, answer: { id } },
});

export const failJob = defineOperation({
  id: 'failJob',
  method: 'POST',
  path: '/jobs/{id}/fail',
  summary: 'Ends a waiting job as dead, with a dead letter.',
  description: 'What a worker has is cancelled instead. The `failed` of its handler is not called.',
  role: 'publisher',
  params: ById,
  body: z.strictObject({ reason: Reason }),
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'FORBIDDEN', 'TOO_LATE'],
  changes: getJob,
  example: { body: { reason: 'its customer is gone' }, answer: { id } },
});

export const deleteJob = defineOperation({
  id: 'deleteJob',
  method: 'DELETE',
  path: '/jobs/{id}',
  summary: 'Takes a job that has ended out of the record, and its dead letter away.',
  description: 'What has not ended is refused: cancel it first. So are jobs of flows that have not ended.',
  role: 'operator',
  params: ById,
  answers: { 200: ChangedJob },
  errors: ['JOB_NOT_FOUND', 'JOB_UNFINISHED'],
  changes: getJob,
  example: { answer: { id } },
});
