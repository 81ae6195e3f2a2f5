import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const jobsRunNow = defineApiCommand({
  name: 'jobs run-now',
  summary: 'Makes a delayed or retrying job due at once',
  operations: ['runJobNow'],
  arguments: { id: { summary: 'of the job' } },
  examples: [{ line: 'kickoff jobs run-now 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.POST('/jobs/{id}/run-now', { params: { path: { id } } })),
  text: ({ id }) => id,
});
