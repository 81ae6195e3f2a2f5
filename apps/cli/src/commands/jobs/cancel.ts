import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const jobsCancel = defineApiCommand({
  name: 'jobs cancel',
  summary: 'Ends a waiting job, or asks the worker that runs it to stop',
  operations: ['cancelJob'],
  arguments: { id: { summary: 'of the job' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff jobs cancel 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --reason "not needed any more"' }],
  ask: ({ api, arguments: { id }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.POST('/jobs/{id}/cancel', { params: { path: { id } }, body: { reason } })),
  text: ({ id, outcome }) => `${id} ${outcome === 'cancelled' ? 'is cancelled' : 'is being cancelled by its worker'}`,
});
