import { z } from 'zod';
import { Id, JobType, QueueName, Reason, Time, WorkloadName } from './names.js';

const MOST = 100;

export const DeadLetterState = z
  .enum(['open', 'retried', 'resolved'])
  .meta({ description: '`retried`: its job has gone on since; `resolved`: somebody closed it.' });

export const Fingerprint = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits, as a group shows its fingerprint')
  .meta({ example: '0123456789abcdef' });

/** What dead letters are looked for by, but for their state. */
const Wanted = {
  type: z.array(JobType).min(1).max(MOST).optional().meta({
    description: 'Any of them. A former name stands for the type and all its names.',
  }),
  workload: z.array(WorkloadName).min(1).max(MOST).optional().meta({ description: 'Any of them.' }),
  queue: z
    .array(z.string().regex(/^[^/]+\/[^/]+$/, 'must be <workload>/<queue>'))
    .min(1)
    .max(MOST)
    .optional()
    .meta({ description: 'Any of them, as `<workload>/<queue>`.', example: ['live-scores/polling'] }),
  from: Time.optional().meta({ description: 'Died at or after.' }),
  to: Time.optional().meta({ description: 'Died before.' }),
  error: z.string().min(3).max(200).optional().meta({
    description: 'Part of `<code>: <message>`, in any case of letters.',
  }),
};

/** Of one group. */
export const WantedOfGroup = z.strictObject(Wanted);

/** Of every group. */
export const WantedLetters = WantedOfGroup.extend({ fingerprint: Fingerprint.optional() });

export const DeadLetterFilter = WantedLetters.extend({
  state: z.array(DeadLetterState).min(1).optional().meta({ description: 'Any of them.' }),
});

const ErrorText = z.object({ code: z.string(), name: z.string(), message: z.string() });

const Known = {
  id: Id.meta({ description: "The job's." }),
  revision: z.int().meta({ description: "Of the job's end; goes up with every change of the job." }),
  type: JobType,
  workload: WorkloadName,
  queue: QueueName,
  state: DeadLetterState,
  attempt: z.int().meta({ description: 'The last one.' }),
  diedAt: Time,
  fingerprint: Fingerprint.meta({ description: 'Of its group.' }),
  error: ErrorText,
  frame: z.string().meta({ description: 'Function and file that the error comes from; empty where no stack tells.' }),
  closed: z
    .object({ at: Time, by: z.string(), reason: z.string().nullable() })
    .nullable()
    .meta({ description: 'Who resolved it, and why.' }),
};

export const ListedDeadLetter = z.object(Known).meta({ id: 'ListedDeadLetter' });

export const ShownDeadLetter = z
  .object({
    ...Known,
    error: ErrorText.extend({ stack: z.string().optional() }),
    tags: z.array(z.string()),
    input: z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' }),
  })
  .meta({ id: 'DeadLetter' });

export const DeadLetterGroup = z
  .object({
    fingerprint: Fingerprint,
    type: JobType,
    code: z.string(),
    name: z.string(),
    message: z.string().meta({ description: 'Without what differs from job to job.' }),
    frame: z.string(),
    firstAt: Time,
    lastAt: Time,
    total: z.int().meta({ description: 'Deaths: a job that died again counts again.' }),
    open: z.int(),
    retried: z.int(),
    resolved: z.int(),
  })
  .meta({ id: 'DeadLetterGroup' });

/** How much of it one request does. */
export const Portion = {
  cursor: z.string().max(500).optional().meta({ description: '`next` of the answer before; none at first.' }),
  limit: z.int().min(1).max(500).default(100).meta({ description: 'Most letters of this request; 500 take a second.' }),
  reason: Reason.optional(),
};

/** What became of a portion. */
export const DonePortion = z
  .object({
    done: z.int(),
    refused: z
      .array(z.object({ id: Id, code: z.string(), message: z.string() }))
      .meta({ description: 'Letters that stay as they were, and why.' }),
    next: z.string().nullable().meta({ description: '`cursor` of the next portion; null: that was the last.' }),
  })
  .meta({ id: 'DonePortion' });
