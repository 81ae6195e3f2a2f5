import { z } from 'zod';
import { JobFilter, State } from './job-filter.js';
import { Priority } from './job.js';
import { Id, QueueName, Reason, Time } from './names.js';

/** What is done to jobs. */
export const JobAction = z
  .discriminatedUnion('name', [
    z.strictObject({ name: z.literal('cancel'), reason: Reason }),
    z.strictObject({ name: z.literal('delete'), reason: Reason }),
    z.strictObject({ name: z.literal('fail'), reason: Reason }),
    z.strictObject({ name: z.literal('move'), reason: Reason, queue: QueueName, priority: Priority.optional() }),
    z.strictObject({ name: z.literal('reprioritise'), reason: Reason, priority: Priority }),
    z.strictObject({ name: z.literal('retry'), reason: Reason }),
    z.strictObject({ name: z.literal('run-now'), reason: Reason }),
  ])
  .meta({
    id: 'JobAction',
    description:
      '`cancel` ends what waits and asks the workers of what runs to stop; `delete` takes what has ended out of the record; `fail` ends what waits as dead; `move` puts what waits into another queue of its workload; `reprioritise` gives it another priority; `retry` runs what is dead again; `run-now` makes what waits for a time due at once.',
  });

const Reasons = z.record(z.string(), z.int());

/** Something that is done to all jobs of a filter. */
export const BulkOperation = z
  .object({
    id: Id.meta({ description: 'Also the id of the job that does it.' }),
    action: JobAction,
    filter: JobFilter.omit({ input: true })
      .extend({ input: z.array(z.string()).optional() })
      .meta({ description: 'As it was asked for; `input` only for keys that may see payloads.' }),
    state: State.meta({ description: 'Of the job that does it: `cancelled` is aborted.' }),
    askedAt: Time,
    askedBy: z.string(),
    endedAt: Time.nullable(),
    total: z.int().meta({ description: 'Jobs that the filter described when it was asked for.' }),
    done: z.int(),
    skipped: Reasons.meta({ description: 'Jobs that were no longer what the action is for, by reason.' }),
    failed: Reasons.meta({ description: 'Jobs to which it could not be done, by reason.' }),
  })
  .meta({ id: 'BulkOperation' });
