import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Drain, Draining, LimitTerms, Pause, Paused, ReasonBody } from '../schemas/control.js';
import { Priority } from '../schemas/job.js';
import { JobType, QueueName, Reason, Time, WorkloadName } from '../schemas/names.js';
import { BulkOperation } from '../schemas/operation.js';
import { listOf } from '../schemas/page.js';

const Queue = z
  .object({
    workload: WorkloadName,
    name: QueueName,
    priorities: z.array(
      z.object({
        priority: Priority,
        waiting: z.int().meta({ description: 'Due, and given to no worker yet.' }),
        inHand: z.int().meta({ description: 'Given to workers.' }),
      }),
    ),
    slots: z.int().meta({ description: 'How many jobs its workers run at once.' }),
    workers: z.array(z.string()).meta({ description: 'Names of its workers.' }),
    running: z.int().meta({ description: 'Jobs that its workers said they run.' }),
    oldestSince: Time.nullable().meta({
      description: 'Since when the first job that is due and given to no worker has waited; null without one.',
    }),
    throughput: z
      .object({ enqueued: z.number(), succeeded: z.number(), failed: z.number() })
      .nullable()
      .meta({ description: 'Jobs and attempts per minute over ten minutes; null while PostgreSQL is away.' }),
    limits: z
      .array(z.object({ name: z.string(), terms: LimitTerms, overridden: z.boolean() }))
      .meta({ description: 'That its workers name, as they are now.' }),
    pause: Pause.nullable().meta({ description: 'Of the queue or its whole workload.' }),
    drain: Drain.nullable(),
  })
  .meta({ id: 'Queue' });
const OneQueueShown = Queue.extend({
  waitingJobs: z.int().meta({
    description: 'By the record: due, delayed, or between two attempts. So many a purge would cancel.',
  }),
}).meta({ id: 'QueueWithJobs' });

const OneQueue = z.strictObject({ workload: WorkloadName, queue: QueueName });
const OneWorkload = z.strictObject({ workload: WorkloadName });
const OneType = z.strictObject({ type: JobType });

const paused = { what: 'queue live-scores/polling', paused: true, reason: 'upstream is down', by: 'ci' };
const resumed = { ...paused, paused: false, reason: 'upstream is back' };
const drained = { what: 'queue live-scores/polling', draining: true, reason: 'moving house', by: 'ci' };
const drainErrors = ['TARGET_UNKNOWN', 'SCHEDULER_UNAVAILABLE'];
const queue = {
  workload: 'live-scores',
  name: 'polling',
  priorities: [{ priority: 'high' as const, waiting: 3, inHand: 1 }],
  slots: 20,
  workers: ['poller-1'],
  running: 1,
  oldestSince: '2026-11-27T18:00:00.000Z',
  throughput: { enqueued: 60, succeeded: 59.5, failed: 0.5 },
  limits: [{ name: 'rapidapi', terms: { windows: [{ limit: 10, per: '1s' as const }] }, overridden: false }],
  pause: null,
  drain: null,
};
const errors = ['PAUSE_TARGET_UNKNOWN', 'SCHEDULER_UNAVAILABLE'];
const description = 'Running jobs finish; nothing spends an attempt. Pausing what is paused replaces the reason.';

export const listQueues = defineOperation({
  id: 'listQueues',
  method: 'GET',
  path: '/queues',
  summary: 'Every queue that was ever served, with what waits in it and who serves it.',
  role: 'viewer',
  answers: { 200: listOf(Queue) },
  example: { answer: { items: [queue] } },
});

export const getQueue = defineOperation({
  id: 'getQueue',
  method: 'GET',
  path: '/queues/{workload}/{queue}',
  summary: 'One queue, with how many jobs wait in it.',
  role: 'viewer',
  params: OneQueue,
  answers: { 200: OneQueueShown },
  errors: ['NOT_FOUND'],
  example: { answer: { ...queue, waitingJobs: 12 } },
});

export const drainQueue = defineOperation({
  id: 'drainQueue',
  method: 'PUT',
  path: '/queues/{workload}/{queue}/drain',
  summary: 'Lets a queue take no new jobs, while what is in it runs to its end.',
  description:
    'Enqueueing into it, starts of flows with jobs of it, moves into it and retries of its dead letters are refused as QUEUE_DRAINING. What was accepted before still comes: attempts, delayed jobs, children of running jobs, jobs of started flows. Its schedules make no jobs meanwhile, as in a pause.',
  role: 'operator',
  params: OneQueue,
  body: ReasonBody,
  answers: { 200: Draining },
  errors: drainErrors,
  example: { body: { reason: drained.reason }, answer: drained },
});

export const undrainQueue = defineOperation({
  id: 'undrainQueue',
  method: 'PUT',
  path: '/queues/{workload}/{queue}/undrain',
  summary: 'Lets a drained queue take new jobs again.',
  role: 'operator',
  params: OneQueue,
  body: ReasonBody,
  answers: { 200: Draining },
  errors: drainErrors,
  example: {
    body: { reason: 'the house is new' },
    answer: { ...drained, draining: false, reason: 'the house is new' },
  },
});

export const purgeQueue = defineOperation({
  id: 'purgeQueue',
  method: 'POST',
  path: '/queues/{workload}/{queue}/purge',
  summary: 'Cancels every job that waits in a queue, if they are as many as the caller saw.',
  description:
    'Answers at once with an operation, as `POST /jobs/actions` does: with progress, and it can be aborted. What runs goes on, and so does what is enqueued meanwhile.',
  role: 'operator',
  params: OneQueue,
  body: z.strictObject({
    count: z.int().min(0).meta({ description: '`waitingJobs` of the queue, to confirm that you know what goes.' }),
    reason: Reason,
  }),
  answers: { 200: BulkOperation },
  errors: ['COUNT_DIFFERS', 'NOT_FOUND'],
  example: {
    body: { count: 12, reason: 'the match was called off' },
    answer: {
      id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a',
      action: { name: 'cancel', reason: 'the match was called off' },
      filter: { queue: ['live-scores/polling'], state: ['queued', 'scheduled', 'retrying'] },
      state: 'queued',
      askedAt: '2026-11-27T18:00:00.000Z',
      askedBy: 'ops',
      endedAt: null,
      total: 12,
      done: 0,
      skipped: {},
      failed: {},
    },
  },
});

export const listPauses = defineOperation({
  id: 'listPauses',
  method: 'GET',
  path: '/pauses',
  summary: 'What is paused now; the oldest first.',
  role: 'viewer',
  answers: { 200: listOf(Pause) },
  example: {
    answer: {
      items: [{ what: paused.what, reason: paused.reason, by: paused.by, since: '2026-11-27T18:00:00.000Z' }],
    },
  },
});

export const pauseQueue = defineOperation({
  id: 'pauseQueue',
  method: 'PUT',
  path: '/queues/{workload}/{queue}/pause',
  summary: 'Starts no more jobs of a queue until it is resumed.',
  description,
  role: 'operator',
  params: OneQueue,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: paused.reason }, answer: paused },
});

export const resumeQueue = defineOperation({
  id: 'resumeQueue',
  method: 'PUT',
  path: '/queues/{workload}/{queue}/resume',
  summary: 'Ends the pause of a queue.',
  role: 'operator',
  params: OneQueue,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: resumed.reason }, answer: resumed },
});

export const pauseWorkload = defineOperation({
  id: 'pauseWorkload',
  method: 'PUT',
  path: '/workloads/{workload}/pause',
  summary: 'Starts no more jobs of a workload until it is resumed.',
  description,
  role: 'operator',
  params: OneWorkload,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: paused.reason }, answer: { ...paused, what: 'workload live-scores' } },
});

export const resumeWorkload = defineOperation({
  id: 'resumeWorkload',
  method: 'PUT',
  path: '/workloads/{workload}/resume',
  summary: 'Ends the pause of a workload.',
  role: 'operator',
  params: OneWorkload,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: resumed.reason }, answer: { ...resumed, what: 'workload live-scores' } },
});

export const pauseType = defineOperation({
  id: 'pauseType',
  method: 'PUT',
  path: '/types/{type}/pause',
  summary: 'Starts no more jobs of a type until it is resumed.',
  description,
  role: 'operator',
  params: OneType,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: paused.reason }, answer: { ...paused, what: 'type live-scores.poll-live-matches' } },
});

export const resumeType = defineOperation({
  id: 'resumeType',
  method: 'PUT',
  path: '/types/{type}/resume',
  summary: 'Ends the pause of a type.',
  role: 'operator',
  params: OneType,
  body: ReasonBody,
  answers: { 200: Paused },
  errors,
  example: { body: { reason: resumed.reason }, answer: { ...resumed, what: 'type live-scores.poll-live-matches' } },
});
