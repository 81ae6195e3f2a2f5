import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { flowText } from '../../control/flow-text.js';

export const flowsCancel = defineApiCommand({
  name: 'flows cancel',
  summary: 'Ends a flow with all that is nested in it; nothing of it starts any more',
  operations: ['cancelFlow'],
  arguments: { id: { summary: 'of the flow' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff flows cancel 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.POST('/flows/{id}/cancel', { params: { path: { id } }, body: { reason } })),
  text: flowText,
});
