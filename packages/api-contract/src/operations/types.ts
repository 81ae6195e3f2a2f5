import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Pause } from '../schemas/control.js';
import { JobType, NameOfType, QueueName, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

const TypeSummary = z
  .object({
    type: JobType,
    workload: WorkloadName,
    summary: z.string(),
    queue: QueueName,
    version: z.int(),
    knownAs: z
      .array(z.string())
      .meta({ description: 'Other names that it is asked for by; each may stand for a part of the input.' }),
    workers: z.array(z.string()).meta({ description: 'Names of the workers that serve it now.' }),
  })
  .meta({ id: 'TypeSummary' });

const Type = TypeSummary.extend({
  priority: z.string().meta({ description: 'Default of its jobs.' }),
  attempts: z.union([z.int(), z.literal('unlimited')]),
  timeoutMs: z.int(),
  aliases: z.array(z.string()).meta({ description: 'Former names.' }),
  key: z
    .enum(['unique', 'ordered'])
    .nullable()
    .meta({ description: 'Whether its jobs have a key: one unfinished job per key, or one after the other.' }),
  input: z.unknown().meta({ description: 'JSON Schema (2020-12); null when its library gives none.' }),
  output: z.unknown().meta({ description: 'JSON Schema of what it returns; null when anything.' }),
  example: z.unknown().meta({ description: 'An input that the schema takes, made from it; null without a schema.' }),
  pause: Pause.nullable(),
}).meta({ id: 'Type' });

const summary = {
  type: 'live-scores.poll-live-matches',
  workload: 'live-scores',
  summary: 'Fetches every live match of one sport.',
  queue: 'polling',
  version: 1,
  knownAs: ['PollLiveFootballMatchesJob'],
  workers: ['poller-1'],
};

export const listTypes = defineOperation({
  id: 'listTypes',
  method: 'GET',
  path: '/types',
  summary: 'Every job type that a worker has announced, by name.',
  role: 'viewer',
  answers: { 200: listOf(TypeSummary) },
  example: { answer: { items: [summary] } },
});

export const getType = defineOperation({
  id: 'getType',
  method: 'GET',
  path: '/types/{type}',
  summary: 'The contract of a job type: what it takes, how it runs, who serves it.',
  role: 'viewer',
  params: z.strictObject({ type: NameOfType }),
  answers: { 200: Type },
  errors: ['NOT_FOUND'],
  example: {
    answer: {
      ...summary,
      priority: 'high',
      attempts: 3,
      timeoutMs: 30_000,
      aliases: [],
      key: 'unique',
      input: { type: 'object', properties: { sport: { type: 'string' } }, required: ['sport'] },
      output: null,
      example: { sport: 'string' },
      pause: null,
    },
  },
});
