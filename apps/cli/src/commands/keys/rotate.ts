import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { keyText } from '../../control/key-text.js';

export const keysRotate = defineApiCommand({
  name: 'keys rotate',
  summary: 'Gives a key a new secret, shown once; the old one ends at once',
  operations: ['rotateKey'],
  arguments: { id: { summary: 'of the key' } },
  examples: [{ line: 'kickoff keys rotate 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.POST('/keys/{id}/rotate', { params: { path: { id } } })),
  text: keyText,
});
