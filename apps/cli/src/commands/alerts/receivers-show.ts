import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { receiverText } from '../../control/receiver-text.js';

export const alertsReceiversShow = defineApiCommand({
  name: 'alerts receivers show',
  summary: 'Shows one receiver',
  operations: ['getReceiver'],
  arguments: { id: { summary: 'name of the receiver' } },
  examples: [{ line: 'kickoff alerts receivers show on-call' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/alerts/receivers/{id}', { params: { path: { id } } })),
  text: receiverText,
});
