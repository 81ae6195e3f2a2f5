import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { withoutUndefined } from '../../cli/without-undefined.js';

export const schedulesBackfill = defineApiCommand({
  name: 'schedules backfill',
  summary: 'Enqueues the jobs of firings in a range of the past, once each',
  description: 'Repeating it is safe: a firing whose job is known makes none. `--dry-run` only counts.',
  operations: ['backfillSchedule'],
  arguments: {
    id: { summary: '<workload>.<name>', complete: 'schedules' },
    from: { summary: 'ISO 8601; the first firing may be at this time' },
    to: { summary: 'ISO 8601; the last firing is before it' },
  },
  options: {
    'dry-run': { kind: 'flag', summary: 'only count' },
    limit: { kind: 'number', value: 'count', min: 1, max: 10_000, summary: 'most firings (default 1000)' },
    every: { kind: 'text', value: 'duration', summary: 'time between two starts (default 100ms)' },
    overlap: { kind: 'choice', choices: ['skip', 'queue-all'], summary: 'skip: one unfinished job of the schedule' },
  },
  examples: [
    { line: 'kickoff schedules backfill weather.lisbon 2026-11-20T00:00:00Z 2026-11-27T00:00:00Z --dry-run' },
    { line: 'kickoff schedules backfill weather.lisbon 2026-11-20T00:00:00Z 2026-11-27T00:00:00Z --every 1s' },
  ],
  ask: ({ api, arguments: { id, from, to }, options: { 'dry-run': dryRun, limit, every, overlap } }) =>
    answered(
      api.POST('/schedules/{id}/backfill', {
        params: { path: { id } },
        body: { from, to, ...withoutUndefined({ dryRun: dryRun || undefined, limit, every, overlap }) },
      }),
    ),
  text: ({ firings, known, enqueued, skipped, first, last, next }) =>
    [
      `${firings} firings${first === null ? '' : ` from ${first} to ${last}`}: ${known} known, ${enqueued} enqueued, ${skipped} skipped`,
      ...(next === null ? [] : [`there are more: go on from ${next}`]),
    ].join('\n'),
});
