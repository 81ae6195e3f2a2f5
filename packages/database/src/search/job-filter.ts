import { z } from 'zod';
import { JOB_STATES, SearchInvalid, type JobState } from '@kickoff/contracts';
import { databaseText } from '../record/json.js';

/** What jobs are searched by. All that is given has to hold; of a list of alternatives one. */

/** As the record stores it. */
const Text = z.string().min(1).transform(databaseText);
const Texts = z.array(Text).min(1).max(100);

/** One place of a job's input and what stands there. */
export const InputCondition = z.strictObject({
  /** Names of properties, `match.id`, or a list of them when a name has a dot. Of lists on the way each element is tried. */
  path: z.union([z.string(), z.array(z.string())]),
  is: z.enum(['=', '<', '<=', '>', '>=']).default('='),
  /** Numbers are compared with numbers only, texts with texts. */
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});

export const JobFilter = z.strictObject({
  states: z
    .array(z.enum(Object.values(JOB_STATES) as [JobState, ...JobState[]]))
    .min(1)
    .optional(),
  types: Texts.optional(),
  workloads: Texts.optional(),
  /** `<workload>/<queue>`. */
  queues: z
    .array(
      z
        .string()
        .regex(/^[^/]+\/[^/]+$/, 'must be <workload>/<queue>')
        .transform(databaseText),
    )
    .min(1)
    .max(100)
    .optional(),
  /** Jobs that have all of them. */
  tags: Texts.optional(),
  /** As in a job's subject: 16 hex digits. */
  keys: Texts.optional(),
  input: z.array(InputCondition).max(10).optional(),
  /** Part of `<code>: <message>` of the error that the job stands with, in any case of letters. */
  error: z.string().min(3, 'must have at least 3 characters').max(200).transform(databaseText).optional(),
  /** Enqueued at or after; milliseconds since the epoch, of the job's id. */
  from: z.number().min(0).optional(),
  /** Enqueued before. */
  to: z.number().min(0).optional(),
  /** In its state since before this time; milliseconds since the epoch. */
  stateBefore: z.number().min(0).optional(),
});

export type JobFilter = z.input<typeof JobFilter>;
export type ParsedJobFilter = z.output<typeof JobFilter>;

/** @throws SearchInvalid with the first place that is wrong */
export function parseFilter(filter: JobFilter): ParsedJobFilter {
  const parsed = JobFilter.safeParse(filter);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SearchInvalid(issue?.path.join('.') ?? '', issue?.message ?? 'is invalid');
}
