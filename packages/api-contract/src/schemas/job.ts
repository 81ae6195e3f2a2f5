import { JobError, LogLine, PRIORITIES } from '@kickoff/contracts';
import { z } from 'zod';
import { State } from './job-filter.js';
import { DurationText, Id, JobType, NameOfType, QueueName, Time, WorkloadName } from './names.js';

const Tags = z.array(z.string().min(1).max(200)).max(50);
export const Priority = z.enum(PRIORITIES);

/** A job to be enqueued, with the choices that the SDK's `enqueue` has. */
export const EnqueueJob = z
  .strictObject({
    type: NameOfType,
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

const Payload = z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' });

const Known = {
  id: Id,
  type: JobType,
  workload: WorkloadName,
  queue: QueueName,
  priority: Priority,
  key: z.string().nullable().meta({ description: 'What it is unique by, or its line: 16 hex digits.' }),
  state: State,
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
  input: Payload,
};

/** A job in a list. */
export const ListedJob = z.object(Known).meta({ id: 'ListedJob' });

/** What the record knows of a job. */
export const Job = z
  .object({
    ...Known,
    logs: z.array(LogLine).meta({ description: 'Of its latest run.' }),
    output: Payload,
  })
  .meta({ id: 'Job' });

/** One run of a job by one worker. */
export const Attempt = z
  .object({
    attempt: z.int().meta({ description: 'Several runs of one attempt: a worker was lost, or the job was returned.' }),
    revision: z.int().meta({ description: 'Of the message that was delivered; goes up with every change of the job.' }),
    delivery: z.int().meta({ description: 'Above 1: a delivery before it was lost.' }),
    worker: z.string(),
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
    outcome: z.string().nullable().meta({ description: 'null: it runs, or its worker is gone.' }),
    state: State.meta({ description: 'That the job went to.' }),
    reason: z.string().nullable(),
    error: JobError.nullable(),
    metrics: z.record(z.string(), z.number()),
    annotations: z.record(z.string(), z.unknown()),
    logs: z.array(LogLine),
    output: Payload,
  })
  .meta({ id: 'Attempt' });

/** A state that a job was seen in. */
export const Transition = z
  .object({ state: State, at: Time, revision: z.int(), reason: z.string().nullable() })
  .meta({ id: 'Transition' });

export const JobLogLine = LogLine.extend({ attempt: z.int() }).meta({ id: 'JobLogLine' });
