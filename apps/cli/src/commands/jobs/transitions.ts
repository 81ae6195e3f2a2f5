import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';
import { stateText } from '../../jobs/job-text.js';

export const jobsTransitions = defineApiCommand({
  name: 'jobs transitions',
  summary: 'Lists the states that a job was seen in, latest first',
  operations: ['listTransitions'],
  arguments: { id: { summary: 'of the job' } },
  options: { last: { kind: 'number', value: 'count', min: 1, max: 1_000, summary: 'the latest (default 100)' } },
  examples: [{ line: 'kickoff jobs transitions 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id }, options: { last: limit = 100 } }) =>
    answered(api.GET('/jobs/{id}/transitions', { params: { path: { id }, query: { limit } } })),
  text: ({ items }) =>
    table(
      ['AT', 'STATE', 'REASON'],
      items.map(({ at, state, reason }) => [at, stateText(state), reason ?? '']),
    ),
});
