import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const jobsFail = defineApiCommand({
  name: 'jobs fail',
  summary: 'Ends a waiting job as dead, with a dead letter',
  operations: ['failJob'],
  arguments: { id: { summary: 'of the job' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff jobs fail 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --reason "its customer is gone"' }],
  ask: ({ api, arguments: { id }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.POST('/jobs/{id}/fail', { params: { path: { id } }, body: { reason } })),
  text: ({ id }) => id,
});
