import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { flowText } from '../../control/flow-text.js';

export const flowsRetry = defineApiCommand({
  name: 'flows retry',
  summary: 'Runs what failed or was cancelled again, or one node of it, then what could not run because of it',
  operations: ['retryFlow', 'retryFlowNode'],
  arguments: { id: { summary: 'of the flow' }, node: { summary: 'name of the node; none: all', optional: true } },
  examples: [
    { line: 'kickoff flows retry 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff flows retry 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a oven' },
  ],
  ask: ({ api, arguments: { id, node } }) =>
    node === undefined
      ? answered(api.POST('/flows/{id}/retry', { params: { path: { id } } }))
      : answered(api.POST('/flows/{id}/nodes/{node}/retry', { params: { path: { id, node } } })),
  text: flowText,
});
