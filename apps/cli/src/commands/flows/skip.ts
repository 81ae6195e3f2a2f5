import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { flowText } from '../../control/flow-text.js';

export const flowsSkip = defineApiCommand({
  name: 'flows skip',
  summary: 'Lets a flow go on as if a node had succeeded, without a result',
  operations: ['skipFlowNode'],
  arguments: { id: { summary: 'of the flow' }, node: { summary: 'name of the node' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff flows skip 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a oven --reason "it is broken"' }],
  ask: ({ api, arguments: { id, node }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.POST('/flows/{id}/nodes/{node}/skip', { params: { path: { id, node } }, body: { reason } })),
  text: flowText,
});
