import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { keyText } from '../../control/key-text.js';

export const keysShow = defineApiCommand({
  name: 'keys show',
  summary: 'Shows one key, without its secret',
  operations: ['getKey'],
  arguments: { id: { summary: 'of the key' } },
  examples: [{ line: 'kickoff keys show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/keys/{id}', { params: { path: { id } } })),
  text: keyText,
});
