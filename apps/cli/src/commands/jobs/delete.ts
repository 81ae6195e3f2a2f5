import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const jobsDelete = defineApiCommand({
  name: 'jobs delete',
  summary: 'Takes a job that has ended out of the record, and its dead letter away',
  operations: ['deleteJob'],
  arguments: { id: { summary: 'of the job' } },
  examples: [{ line: 'kickoff jobs delete 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.DELETE('/jobs/{id}', { params: { path: { id } } })),
  text: ({ id }) => id,
});
