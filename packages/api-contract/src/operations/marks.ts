import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { ReasonBody, ReasonQuery } from '../schemas/control.js';
import { JobType, Time, WorkloadName } from '../schemas/names.js';

const Said = { reason: z.string(), by: z.string() };
const Silenced = z.object({ type: JobType, silenced: z.boolean(), ...Said }).meta({ id: 'Silenced' });
const Watched = z
  .object({ tag: z.string(), workload: WorkloadName.nullable(), watched: z.boolean(), ...Said })
  .meta({ id: 'Watched' });

const OneType = z.strictObject({ type: JobType });
const OneTag = z.strictObject({ tag: z.string().min(1).max(200).meta({ example: 'customer:7' }) });
const InWorkload = {
  workload: WorkloadName.optional().meta({ description: 'Only in this workload. Default: in every one.' }),
};

const said = { reason: 'too loud', by: 'ci' };
const type = 'live-scores.poll-live-matches';
const errors = ['TARGET_UNKNOWN', 'SCHEDULER_UNAVAILABLE'];

export const listMarks = defineOperation({
  id: 'listMarks',
  method: 'GET',
  path: '/marks',
  summary: 'Job types that are silenced and tags that are watched.',
  role: 'viewer',
  answers: {
    200: z.object({
      silenced: z.array(Silenced.omit({ silenced: true }).extend({ since: Time })),
      watched: z.array(Watched.omit({ watched: true }).extend({ since: Time })),
    }),
  },
  example: {
    answer: {
      silenced: [{ type, ...said, since: '2026-11-27T18:00:00.000Z' }],
      watched: [{ tag: 'customer:7', workload: null, ...said, since: '2026-11-27T18:00:00.000Z' }],
    },
  },
});

export const silenceType = defineOperation({
  id: 'silenceType',
  method: 'PUT',
  path: '/types/{type}/silenced',
  summary: 'Keeps a job type out of lists and logs; its jobs run as before.',
  role: 'operator',
  params: OneType,
  body: ReasonBody,
  answers: { 200: Silenced },
  errors,
  example: { body: { reason: said.reason }, answer: { type, silenced: true, ...said } },
});

export const unsilenceType = defineOperation({
  id: 'unsilenceType',
  method: 'DELETE',
  path: '/types/{type}/silenced',
  summary: 'Shows a job type in lists and logs again.',
  role: 'operator',
  params: OneType,
  query: ReasonQuery,
  answers: { 200: Silenced },
  errors,
  example: { answer: { type, silenced: false, ...said } },
});

export const watchTag = defineOperation({
  id: 'watchTag',
  method: 'PUT',
  path: '/watched-tags/{tag}',
  summary: 'Keeps a tag among those whose jobs people want to see.',
  role: 'operator',
  params: OneTag,
  body: ReasonBody.extend(InWorkload),
  answers: { 200: Watched },
  errors: ['SCHEDULER_UNAVAILABLE'],
  example: {
    body: { reason: 'a complaint' },
    answer: { tag: 'customer:7', workload: null, watched: true, reason: 'a complaint', by: 'ci' },
  },
});

export const unwatchTag = defineOperation({
  id: 'unwatchTag',
  method: 'DELETE',
  path: '/watched-tags/{tag}',
  summary: 'Ends a watch of the same tag and workload.',
  role: 'operator',
  params: OneTag,
  query: ReasonQuery.extend(InWorkload),
  answers: { 200: Watched },
  errors: ['SCHEDULER_UNAVAILABLE'],
  example: { answer: { tag: 'customer:7', workload: null, watched: false, reason: 'settled', by: 'ci' } },
});
