import { CATCH_UPS, JobError, OVERLAPS } from '@kickoff/contracts';
import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { DurationText, Id, JobType, Time, WorkloadName } from '../schemas/names.js';
import { listOf, PageQuery, pageOf } from '../schemas/page.js';
import { State } from '../schemas/job-filter.js';

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
  overlap: z.enum(OVERLAPS).optional().meta({
    description:
      'While a job of an earlier firing is unfinished: skip this one, queue the latest until that has ended, queue all, or cancel what runs. Default skip.',
  }),
  catchUp: z.enum(CATCH_UPS).optional().meta({
    description: 'After an outage: make up for none, the last or all firings that were missed. Default last.',
  }),
  catchUpWithin: DurationText.optional().meta({ description: 'How late they may be. Default 1d.', example: '1d' }),
  jitter: DurationText.optional().meta({
    description: 'Each job starts up to so much later. Default 0s.',
    example: '30s',
  }),
  pauseAfterFailures: z
    .int()
    .min(1)
    .max(1_000)
    .nullable()
    .optional()
    .meta({ description: 'So many jobs that die one after the other disable it; null: none do. Default null.' }),
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
    overlap: z.enum(OVERLAPS),
    catchUp: z.enum(CATCH_UPS),
    catchUpWithinMs: z.number(),
    jitterMs: z.number(),
    pauseAfterFailures: z.int().nullable(),
    enabled: z.boolean(),
    disabledReason: z.string().nullable().meta({ description: 'Why the platform disabled it.' }),
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
  catchUp: 'last',
  catchUpWithinMs: 86_400_000,
  jitterMs: 0,
  pauseAfterFailures: null,
  enabled: true,
  disabledReason: null,
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

const Run = z.object({ id: Id, state: State, startedAt: Time.nullable(), endedAt: Time.nullable() });

const Overview = z
  .object({
    id: ScheduleId,
    type: JobType,
    enabled: z.boolean(),
    lastTick: Time.nullable(),
    nextTick: Time.nullable().meta({ description: 'null while it is disabled.' }),
    jobs: z.int().meta({ description: 'Made in the window.' }),
    succeeded: z.int(),
    dead: z.int(),
    running: z.int(),
    successRate: z
      .number()
      .nullable()
      .meta({ description: 'Of those that succeeded or died, 0 to 1; null without any.' }),
    averageMs: z.number().nullable().meta({ description: 'Of those that succeeded, from first start to end.' }),
    last: Run.nullable().meta({ description: 'Its latest job, of any time that the record keeps.' }),
  })
  .meta({ id: 'ScheduleOverview' });

const jobId = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';

export const getSchedulesOverview = defineOperation({
  id: 'getSchedulesOverview',
  method: 'GET',
  path: '/schedules/overview',
  summary: 'How the schedules do: last run, next firing, success rate.',
  role: 'viewer',
  query: z.strictObject({
    window: DurationText.default('1d').meta({ description: 'How far back jobs are counted.', example: '1d' }),
  }),
  answers: { 200: listOf(Overview) },
  example: {
    answer: {
      items: [
        {
          id,
          type: shown.type,
          enabled: true,
          lastTick: '2026-11-27T02:00:00.000Z',
          nextTick: '2026-11-28T02:00:00.000Z',
          jobs: 20,
          succeeded: 19,
          dead: 1,
          running: 0,
          successRate: 0.95,
          averageMs: 340,
          last: {
            id: jobId,
            state: 'succeeded',
            startedAt: '2026-11-27T02:00:00.010Z',
            endedAt: '2026-11-27T02:00:00.350Z',
          },
        },
      ],
    },
  },
});

const Execution = Run.extend({
  tick: Time.meta({ description: 'For which firing; of one by hand, when that was.' }),
  durationMs: z.number().nullable().meta({ description: 'From first start to end, or until now.' }),
  attempt: z.int().meta({ description: 'That it is in, or ended with.' }),
  error: JobError.nullable(),
}).meta({ id: 'ScheduleExecution' });

export const listExecutions = defineOperation({
  id: 'listExecutions',
  method: 'GET',
  path: '/schedules/{id}/executions',
  summary: 'The jobs that a schedule made, newest first.',
  role: 'viewer',
  params: ById,
  query: PageQuery,
  answers: { 200: pageOf(Execution) },
  errors: ['NOT_FOUND'],
  example: {
    answer: {
      items: [
        {
          id: jobId,
          tick: '2026-11-27T02:00:00.000Z',
          state: 'succeeded',
          startedAt: '2026-11-27T02:00:00.010Z',
          endedAt: '2026-11-27T02:00:00.350Z',
          durationMs: 340,
          attempt: 1,
          error: null,
        },
      ],
      next: null,
    },
  },
});

export const backfillSchedule = defineOperation({
  id: 'backfillSchedule',
  method: 'POST',
  path: '/schedules/{id}/backfill',
  summary: 'Enqueues the jobs of firings in a range of the past, also while it is disabled.',
  description:
    'A firing whose job is known already makes none, so that repeating a backfill is safe. With more firings than `limit`, go on from `next`.',
  role: 'operator',
  params: ById,
  body: z.strictObject({
    from: Time.meta({ description: 'The first firing may be at this time.' }),
    to: Time.meta({ description: 'The last firing is before this time, and before now.' }),
    dryRun: z.boolean().default(false).meta({ description: 'Only count.' }),
    limit: z.int().min(1).max(10_000).default(1_000).meta({ description: 'Most firings of this request.' }),
    every: DurationText.default('100ms').meta({
      description: 'Time between two starts; 0s: all at once.',
      example: '1s',
    }),
    overlap: z.enum(['skip', 'queue-all']).default('queue-all').meta({
      description: '`skip`: only one unfinished job of the schedule, as by its ticks.',
    }),
  }),
  answers: {
    200: z.object({
      firings: z.int().meta({ description: 'In the range, up to `limit`.' }),
      known: z.int().meta({ description: 'Of these, whose job the record knows.' }),
      enqueued: z.int(),
      skipped: z.int().meta({ description: 'Whose key an unfinished job has.' }),
      first: Time.nullable(),
      last: Time.nullable(),
      next: Time.nullable().meta({ description: '`from` of the next request; null: there are no more firings.' }),
    }),
  },
  errors: ['NOT_FOUND', 'OVERLOADED', 'REQUEST_INVALID'],
  example: {
    body: { from: '2026-11-20T00:00:00Z', to: '2026-11-27T00:00:00Z', every: '1s' },
    answer: {
      firings: 7,
      known: 1,
      enqueued: 6,
      skipped: 0,
      first: '2026-11-20T02:00:00.000Z',
      last: '2026-11-26T02:00:00.000Z',
      next: null,
    },
  },
});
