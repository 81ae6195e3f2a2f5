import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { DurationText, JobType, QueueName, Time, WorkloadName } from '../schemas/names.js';
import { listOf } from '../schemas/page.js';

const Percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const Count = z.int().min(0);

const StatisticsPoint = z
  .object({
    at: Time.meta({ description: 'When the step begins.' }),
    workload: WorkloadName.optional(),
    queue: QueueName.optional(),
    type: JobType.optional(),
    enqueued: Count,
    started: Count,
    succeeded: Count,
    failed: Count.meta({ description: 'Attempts.' }),
    retried: Count,
    dead: Count,
    cancelled: Count,
    expired: Count,
    failureRate: z.number().nullable().meta({
      description: 'Share of failed attempts among those that succeeded or failed, 0 to 1; null without any.',
    }),
    waitMs: Percentiles.nullable().meta({ description: 'From enqueueing to the first run, of jobs without a delay.' }),
    runMs: Percentiles.nullable().meta({ description: 'Of attempts that succeeded or failed.' }),
  })
  .meta({ id: 'StatisticsPoint' });

const window = '1h';

export const getStatistics = defineOperation({
  id: 'getStatistics',
  method: 'GET',
  path: '/stats',
  summary: 'Throughput, failures and times over a window, as one or in steps.',
  description:
    'Steps in which nothing happened are left out. The last minute is counted some seconds after its end; what is older than two days is kept by the hour, later by the day.',
  role: 'viewer',
  query: z.strictObject({
    window: DurationText.optional().meta({
      description: 'Until `to`. Instead of `from`. Default 1h.',
      example: window,
    }),
    from: Time.optional(),
    to: Time.optional().meta({ description: 'Default now.' }),
    step: DurationText.optional().meta({ description: 'At least 1m. Default: the window as one.', example: '5m' }),
    by: z.enum(['workload', 'queue', 'type']).optional().meta({ description: 'What to tell apart. Default: nothing.' }),
    workload: WorkloadName.optional(),
    queue: QueueName.optional(),
    type: JobType.optional(),
  }),
  answers: { 200: listOf(StatisticsPoint) },
  errors: ['REQUEST_INVALID'],
  example: {
    answer: {
      items: [
        {
          at: '2026-11-27T18:00:00.000Z',
          workload: 'live-scores',
          queue: 'polling',
          enqueued: 240,
          started: 241,
          succeeded: 238,
          failed: 3,
          retried: 2,
          dead: 1,
          cancelled: 0,
          expired: 0,
          failureRate: 0.0124,
          waitMs: { p50: 3.1, p95: 9.6, p99: 21.4 },
          runMs: { p50: 180.4, p95: 402.2, p99: 911.7 },
        },
      ],
    },
  },
});

const MetricSum = z
  .object({
    type: JobType,
    name: z.string(),
    total: z.number(),
    runs: z.int().meta({ description: 'That reported it.' }),
  })
  .meta({ id: 'MetricSum' });

export const getMetricSums = defineOperation({
  id: 'getMetricSums',
  method: 'GET',
  path: '/stats/metrics',
  summary: 'What jobs reported with `job.metric`, added up by type and name.',
  description: 'Of the runs that the record still keeps.',
  role: 'viewer',
  query: z.strictObject({
    window: DurationText.default('1h').meta({ description: 'Of runs that ended in it.', example: window }),
    type: JobType.optional(),
  }),
  answers: { 200: listOf(MetricSum) },
  example: {
    answer: { items: [{ type: 'live-scores.poll-live-matches', name: 'matches', total: 5_280, runs: 240 }] },
  },
});
