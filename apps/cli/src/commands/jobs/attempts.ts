import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { stateText } from '../../jobs/job-text.js';
import { table } from '../../cli/table.js';

export const jobsAttempts = defineApiCommand({
  name: 'jobs attempts',
  summary: 'Lists the runs of a job, latest first, with what each measured and noted',
  operations: ['listAttempts'],
  arguments: { id: { summary: 'of the job' } },
  options: { last: { kind: 'number', value: 'count', min: 1, max: 1_000, summary: 'the latest (default 100)' } },
  examples: [{ line: 'kickoff jobs attempts 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --json | jq ".items[0].metrics"' }],
  ask: ({ api, arguments: { id }, options: { last: limit = 100 } }) =>
    answered(api.GET('/jobs/{id}/attempts', { params: { path: { id }, query: { limit } } })),
  text: ({ items }) =>
    table(
      ['ATTEMPT', 'WORKER', 'STARTED', 'ENDED', 'STATE', ''],
      items.map((run) => [
        run.attempt,
        run.worker,
        run.startedAt ?? '',
        run.endedAt ?? '',
        stateText(run.state),
        run.error?.message ?? run.reason ?? '',
      ]),
    ),
});
