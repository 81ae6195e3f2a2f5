import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const operationsAbort = defineApiCommand({
  name: 'operations abort',
  summary: 'Ends an operation where it stands; what is done stays done',
  operations: ['abortOperation'],
  arguments: { id: { summary: 'of the operation' } },
  examples: [{ line: 'kickoff operations abort 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.POST('/operations/{id}/abort', { params: { path: { id } } })),
  text: ({ id, outcome }) => `${id} ${outcome === 'cancelled' ? 'is aborted' : 'is being aborted'}`,
});
