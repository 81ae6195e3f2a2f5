import { JOB_STATES, type JobState } from '@kickoff/contracts';
import { z } from 'zod';
import { NameOfType, Time, WorkloadName } from './names.js';

const MOST = 100;
export const State = z.enum(Object.values(JOB_STATES) as [JobState, ...JobState[]]);

/** `match.id=1492127` and so on. */
const InputCondition = z
  .string()
  .max(2_000)
  .regex(/^[^<>=]+(?:<=|>=|=|<|>)/, 'must be a path, one of = < <= > >=, and a value: match.id=1492127')
  .meta({
    description:
      'A place of the input and what stands there: names with dots between them, one of `=`, `<`, `<=`, `>`, `>=`, and a value. Of lists each element is tried. A value that is a number, `true`, `false` or `null` is that, any other is a text; `"12"` is the text 12.',
    example: 'match.id=1492127',
  });

/** What jobs are looked for by. */
export const JobFilter = z
  .strictObject({
    state: z.array(State).min(1).max(MOST).optional().meta({ description: 'Any of them.' }),
    type: z.array(NameOfType).min(1).max(MOST).optional().meta({
      description:
        'Any of them. A former name stands for the type and all its names; a name that it is known as stands for its jobs with that part of the input, and is asked for alone.',
    }),
    workload: z.array(WorkloadName).min(1).max(MOST).optional().meta({ description: 'Any of them.' }),
    queue: z
      .array(z.string().regex(/^[^/]+\/[^/]+$/, 'must be <workload>/<queue>'))
      .min(1)
      .max(MOST)
      .optional()
      .meta({ description: 'Any of them, as `<workload>/<queue>`.', example: ['live-scores/polling'] }),
    tag: z.array(z.string().min(1).max(200)).min(1).max(MOST).optional().meta({ description: 'All of them.' }),
    key: z
      .array(z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits, as a job shows its key'))
      .min(1)
      .max(MOST)
      .optional()
      .meta({ description: 'Any of them, as a job shows its key.' }),
    from: Time.optional().meta({ description: 'Enqueued at or after.' }),
    to: Time.optional().meta({ description: 'Enqueued before.' }),
    input: z
      .array(InputCondition)
      .min(1)
      .max(10)
      .optional()
      .meta({ description: 'All of them; needs the right to see payloads.' }),
    error: z.string().min(3).max(200).optional().meta({
      description: 'Part of `<code>: <message>` of the error that the job stands with, in any case of letters.',
    }),
  })
  .meta({ id: 'JobFilter', description: 'What jobs are looked for by; all that is given has to hold.' });
