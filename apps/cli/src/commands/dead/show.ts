import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { letterText } from '../../dead-letters/letter-text.js';

export const deadShow = defineApiCommand({
  name: 'dead show',
  summary: 'Shows the dead letter of a job',
  operations: ['getDeadLetter'],
  arguments: { id: { summary: 'of the job' } },
  examples: [{ line: 'kickoff dead show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/dead-letters/{id}', { params: { path: { id } } })),
  text: letterText,
});
