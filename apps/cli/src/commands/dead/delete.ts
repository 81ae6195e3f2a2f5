import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const deadDelete = defineApiCommand({
  name: 'dead delete',
  summary: 'Deletes a dead letter, so that its job can never run again',
  operations: ['deleteDeadLetter'],
  arguments: { id: { summary: 'of the job' } },
  examples: [{ line: 'kickoff dead delete 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.DELETE('/dead-letters/{id}', { params: { path: { id } } })),
  text: ({ id }) => `${id} is deleted; the record of the job stays`,
});
