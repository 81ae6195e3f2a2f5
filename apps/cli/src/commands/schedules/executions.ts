import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';

export const schedulesExecutions = defineApiCommand({
  name: 'schedules executions',
  summary: 'Lists the jobs that a schedule made, newest first',
  operations: ['listExecutions'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  options: PAGE_OPTIONS,
  examples: [{ line: 'kickoff schedules executions weather.lisbon --limit 20' }],
  ask: ({ api, arguments: { id }, options }) =>
    readPages(options, (query) => answered(api.GET('/schedules/{id}/executions', { params: { path: { id }, query } }))),
  text: (page) =>
    pageText(
      page,
      table(
        ['TICK', 'JOB', 'STATE', 'TOOK', 'ATTEMPT', 'ERROR'],
        page.items.map(({ tick, id, state, durationMs, attempt, error }) => [
          tick,
          id,
          state,
          durationMs === null ? '' : span(durationMs),
          attempt,
          error === null ? '' : `${error.code}: ${error.message}`,
        ]),
        { right: [3, 4] },
      ),
    ),
});
