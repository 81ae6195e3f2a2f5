import { JOB_STATES, JobError, LogLine, PRIORITIES, type JobState } from '@kickoff/contracts';
import { z } from 'zod';
import { DurationText, Id, JobType, QueueName, Time, WorkloadName } from './names.js';

const Tags = z.array(z.string().min(1).max(200)).max(50);
export const Priority = z.enum(PRIORITIES);

/** A job to be enqueued, with the choices that the SDK's `enqueue` has. */
export const EnqueueJob = z
  .strictObject({
    type: JobType,
    input: z.unknown().optional().meta({ description: "As the type's input schema says: `GET /types/{type}`." }),
    delay: DurationText.optional().meta({ description: 'Run this long from now.', example: '5m' }),
    at: Time.optional().meta({ description: 'Run at this time; one that has passed means now.' }),
    expiresIn: DurationText.optional().meta({ description: "Not started by then: expired. Default: the type's." }),
    priority: Priority.optional().meta({ description: "One that the queue declares. Default: the type's." }),
    tags: Tags.optional().meta({ description: "Added to the type's." }),
    attempts: z.int().min(1).max(1_000).optional().meta({ description: "Default: the type's." }),
    key: z.unknown().optional().meta({
      description:
        'Any JSON value: at most one unfinished job of the type has it. In place of the key that the type makes of the input. Needed for types with a key whose workload the api does not load.',
    }),
    carry: z
      .record(z.string().max(100), z.string().max(1_000))
      .optional()
      .meta({ description: 'Texts that travel with the job and to the jobs that it enqueues.' }),
  })
  .refine(({ delay, at }) => delay === undefined || at === undefined, {
    path: ['at'],
    message: 'cannot be given with delay',
  })
  .meta({ id: 'EnqueueJob' });

/** One that was enqueued. */
export const EnqueuedJob = z
  .object({
    id: Id,
    type: JobType,
    duplicate: z.boolean().meta({ description: 'A job has the key already, and this is it.' }),
  })
  .meta({ id: 'EnqueuedJob' });

/** What the record knows of a job. */
export const Job = z
  .object({
    id: Id,
    type: JobType,
    workload: WorkloadName,
    queue: QueueName,
    priority: Priority,
    state: z.enum(Object.values(JOB_STATES) as [JobState, ...JobState[]]),
    attempt: z.int().meta({ description: 'That it is in or waits for.' }),
    tags: z.array(z.string()),
    enqueuedAt: Time.nullable(),
    runAt: Time.nullable().meta({ description: 'When it becomes due, while it waits for a time.' }),
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
    stateAt: Time.meta({ description: 'Since when it is in its state.' }),
    reason: z.string().nullable(),
    error: JobError.nullable().meta({ description: 'Of its last failure.' }),
    progress: z.object({ done: z.number(), note: z.string().optional() }).nullable(),
    logs: z.array(LogLine).meta({ description: 'Of its latest run.' }),
    input: z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' }),
    output: z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' }),
  })
  .meta({ id: 'Job' });
