import { z } from 'zod';
import { isName } from './name.js';
import { PRIORITIES } from './priority.js';

/** What people do to jobs, to one or to all that a filter describes. */

const reason = z.string().min(1).max(500);
const priority = z.enum(PRIORITIES);

export const JobAction = z.discriminatedUnion('name', [
  /** Ends those that wait and asks the workers of those that run to stop. */
  z.object({ name: z.literal('cancel'), reason }),
  /** Takes ended jobs out of the record, and their dead letters out of `DEAD`. */
  z.object({ name: z.literal('delete'), reason }),
  /** Ends those that wait as dead. */
  z.object({ name: z.literal('fail'), reason }),
  /** Puts those that wait into another queue of their workload. */
  z.object({
    name: z.literal('move'),
    reason,
    queue: z.string().refine(isName, 'must be kebab-case'),
    priority: priority.optional(),
  }),
  /** Gives those that wait another priority of their queue. */
  z.object({ name: z.literal('reprioritise'), reason, priority }),
  /** Runs dead ones again from their dead letters. */
  z.object({ name: z.literal('retry'), reason }),
  /** Makes those that wait for a time due at once. */
  z.object({ name: z.literal('run-now'), reason }),
]);
export type JobAction = z.infer<typeof JobAction>;
export type JobActionName = JobAction['name'];

export const JOB_ACTIONS = JobAction.options.map(({ shape }) => shape.name.value);
