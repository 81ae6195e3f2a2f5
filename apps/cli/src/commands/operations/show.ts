import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { operationText } from '../../operations/operation-text.js';

export const operationsShow = defineApiCommand({
  name: 'operations show',
  summary: 'Shows how far an operation has come',
  operations: ['getOperation'],
  arguments: { id: { summary: 'of the operation' } },
  examples: [{ line: 'kickoff operations show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/operations/{id}', { params: { path: { id } } })),
  text: operationText,
});
