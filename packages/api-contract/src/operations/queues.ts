import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { ReasonBody, Pause, Paused } from '../schemas/control.js';
import { Priority } from '../schemas/job.js';
import { JobType, QueueName, WorkloadName } from '../schemas/names.js';
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
    pause: Pause.nullable().meta({ description: 'Of the queue or its whole workload.' }),
  })
  .meta({ id: 'Queue' });

const OneQueue = z.strictObject({ workload: WorkloadName, queue: QueueName });
const OneWorkload = z.strictObject({ workload: WorkloadName });
const OneType = z.strictObject({ type: JobType });

const paused = { what: 'queue live-scores/polling', paused: true, reason: 'upstream is down', by: 'ci' };
const resumed = { ...paused, paused: false, reason: 'upstream is back' };
const errors = ['PAUSE_TARGET_UNKNOWN', 'SCHEDULER_UNAVAILABLE'];
const description = 'Running jobs finish; nothing spends an attempt. Pausing what is paused replaces the reason.';

export const listQueues = defineOperation({
  id: 'listQueues',
  method: 'GET',
  path: '/queues',
  summary: 'Every queue that was ever served, with what waits in it and who serves it.',
  role: 'viewer',
  answers: { 200: listOf(Queue) },
  example: {
    answer: {
      items: [
        {
          workload: 'live-scores',
          name: 'polling',
          priorities: [{ priority: 'high', waiting: 3, inHand: 1 }],
          slots: 20,
          workers: ['poller-1'],
          pause: null,
        },
      ],
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
