import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';
import { withoutUndefined } from '../../cli/without-undefined.js';

export const schedulesOverview = defineApiCommand({
  name: 'schedules overview',
  summary: 'Shows how the schedules do: last run, next firing, success rate',
  operations: ['getSchedulesOverview'],
  options: { window: { kind: 'text', value: 'duration', summary: 'how far back jobs are counted (default 1d)' } },
  examples: [{ line: 'kickoff schedules overview' }, { line: 'kickoff schedules overview --window 1h --json' }],
  ask: async ({ api, options: { window } }) =>
    (await answered(api.GET('/schedules/overview', { params: { query: withoutUndefined({ window }) } }))).items,
  text: (items) =>
    items.length === 0
      ? 'no schedule is known'
      : table(
          ['SCHEDULE', 'LAST', 'STATE', 'NEXT', 'JOBS', 'SUCCESS', 'RUNNING', 'AVERAGE'],
          items.map(({ id, last, lastTick, nextTick, enabled, jobs, successRate, running, averageMs }) => [
            id,
            last?.startedAt ?? lastTick ?? 'never',
            last?.state ?? '',
            enabled ? (nextTick ?? '') : 'disabled',
            jobs,
            successRate === null ? '' : `${(successRate * 100).toFixed(2)} %`,
            running,
            averageMs === null ? '' : span(averageMs),
          ]),
          { right: [4, 5, 6, 7] },
        ),
});
