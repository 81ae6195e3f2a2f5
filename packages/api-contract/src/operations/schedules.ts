import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { DurationText, JobType, Time, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

const ScheduleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, 'must be <workload>.<name> in kebab-case')
  .max(200)
  .meta({ example: 'live-scores.poll-at-night' });

const Terms = {
  input: z.unknown().optional().meta({ description: 'Of its jobs.' }),
  every: DurationText.optional().meta({ description: 'Whole seconds. Instead of cron.' }),
  cron: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Five fields, or six with seconds first. Instead of every.', example: '0 3 * * *' }),
  timeZone: z.string().max(100).optional().meta({ description: 'IANA name, for cron.', example: 'Europe/Paris' }),
  overlap: z
    .enum(['skip', 'queue-all'])
    .optional()
    .meta({ description: 'While a job of an earlier firing is unfinished: skip this one, or queue it too.' }),
};

const Schedule = z
  .object({
    id: ScheduleId,
    workload: WorkloadName,
    type: JobType,
    input: z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' }),
    everyMs: z.number().nullable(),
    cron: z.string().nullable(),
    timeZone: z.string(),
    overlap: z.string(),
    enabled: z.boolean(),
    isEdited: z.boolean().meta({ description: 'Changed at run time; `reset` ends that.' }),
    createdBy: z.string().nullable().meta({ description: 'Name of a key; null when the code declares it.' }),
    revision: z.int(),
  })
  .meta({ id: 'Schedule' });

const ById = z.strictObject({ id: ScheduleId });

const id = 'live-scores.poll-at-night';
const shown: z.output<typeof Schedule> = {
  id,
  workload: 'live-scores',
  type: 'live-scores.poll-live-matches',
  input: { sport: 'football' },
  everyMs: null,
  cron: '0 3 * * *',
  timeZone: 'Europe/Paris',
  overlap: 'skip',
  enabled: true,
  isEdited: false,
  createdBy: 'ci',
  revision: 1,
};

export const listSchedules = defineOperation({
  id: 'listSchedules',
  method: 'GET',
  path: '/schedules',
  summary: 'Every schedule as it is in effect, by id.',
  role: 'viewer',
  answers: { 200: listOf(Schedule) },
  example: { answer: { items: [shown] } },
});

export const getSchedule = defineOperation({
  id: 'getSchedule',
  method: 'GET',
  path: '/schedules/{id}',
  summary: 'One schedule as it is in effect.',
  role: 'viewer',
  params: ById,
  answers: { 200: Schedule },
  errors: ['NOT_FOUND'],
  example: { answer: shown },
});

export const listFirings = defineOperation({
  id: 'listFirings',
  method: 'GET',
  path: '/schedules/{id}/firings',
  summary: 'When a schedule fired last, and when it fires next.',
  role: 'viewer',
  params: ById,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
  answers: {
    200: z.object({
      last: Time.nullable(),
      next: z.array(Time).meta({ description: 'None while it is disabled.' }),
    }),
  },
  errors: ['NOT_FOUND'],
  example: { answer: { last: null, next: ['2026-11-28T02:00:00.000Z', '2026-11-29T02:00:00.000Z'] } },
});

export const createSchedule = defineOperation({
  id: 'createSchedule',
  method: 'POST',
  path: '/schedules',
  summary: 'Makes a schedule for a job type of any workload whose workers have announced it.',
  role: 'operator',
  body: z
    .strictObject({
      id: ScheduleId,
      type: JobType,
      ...Terms,
      timeZone: z.string().max(100).default('UTC'),
      overlap: Terms.overlap.unwrap().default('skip'),
      enabled: z.boolean().default(true),
    })
    .refine(({ every, cron }) => (every === undefined) !== (cron === undefined), {
      path: ['cron'],
      message: 'must be given, or every, and not both',
    })
    .refine((schedule) => schedule.id.split('.')[0] === schedule.type.split('.')[0], {
      path: ['id'],
      message: "must begin with the type's workload",
    }),
  answers: { 201: Schedule },
  errors: ['NAME_TAKEN', 'UNKNOWN_JOB_TYPE', 'INPUT_INVALID'],
  example: {
    body: { id, type: shown.type, input: { sport: 'football' }, cron: '0 3 * * *', timeZone: 'Europe/Paris' },
    answer: shown,
  },
});

export const editSchedule = defineOperation({
  id: 'editSchedule',
  method: 'PUT',
  path: '/schedules/{id}',
  summary: 'Changes a schedule; what is left out stays. It wins over the code until it is reset.',
  role: 'operator',
  params: ById,
  body: z.strictObject(Terms).refine(({ every, cron }) => every === undefined || cron === undefined, {
    path: ['cron'],
    message: 'cannot be given with every',
  }),
  answers: { 200: Schedule },
  errors: ['NOT_FOUND', 'INPUT_INVALID'],
  changes: getSchedule,
  example: { body: { cron: '0 4 * * *' }, answer: { ...shown, cron: '0 4 * * *', isEdited: true, revision: 2 } },
});

export const resetSchedule = defineOperation({
  id: 'resetSchedule',
  method: 'PUT',
  path: '/schedules/{id}/reset',
  summary: 'Ends all changes of a schedule, also that it was disabled.',
  role: 'operator',
  params: ById,
  answers: { 200: Schedule },
  errors: ['NOT_FOUND'],
  changes: getSchedule,
  example: { answer: shown },
});

export const enableSchedule = defineOperation({
  id: 'enableSchedule',
  method: 'PUT',
  path: '/schedules/{id}/enable',
  summary: 'Lets a schedule fire.',
  role: 'operator',
  params: ById,
  answers: { 200: Schedule },
  errors: ['NOT_FOUND'],
  changes: getSchedule,
  example: { answer: { ...shown, isEdited: true } },
});

export const disableSchedule = defineOperation({
  id: 'disableSchedule',
  method: 'PUT',
  path: '/schedules/{id}/disable',
  summary: 'Lets a schedule fire no more.',
  role: 'operator',
  params: ById,
  answers: { 200: Schedule },
  errors: ['NOT_FOUND'],
  changes: getSchedule,
  example: { answer: { ...shown, enabled: false, isEdited: true } },
});

export const deleteSchedule = defineOperation({
  id: 'deleteSchedule',
  method: 'DELETE',
  path: '/schedules/{id}',
  summary: 'Deletes a schedule that was made at run time.',
  description: 'One that the code declares is disabled instead: it would be back at the next start.',
  role: 'operator',
  params: ById,
  answers: { 200: z.object({ id: ScheduleId }) },
  errors: ['NOT_FOUND', 'SCHEDULE_DECLARED'],
  changes: getSchedule,
  example: { answer: { id } },
});

export const triggerSchedule = defineOperation({
  id: 'triggerSchedule',
  method: 'POST',
  path: '/schedules/{id}/trigger',
  summary: 'Enqueues the job of a schedule now, also while it is disabled.',
  role: 'operator',
  params: ById,
  answers: {
    201: z.object({
      id: z.uuid(),
      duplicate: z.boolean().meta({ description: 'The job has a key that an unfinished one has; this is that one.' }),
    }),
  },
  errors: ['NOT_FOUND', 'OVERLOADED'],
  example: { answer: { id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a', duplicate: false } },
});
