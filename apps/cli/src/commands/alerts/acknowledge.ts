import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { alertText } from '../../control/alert-text.js';

export const alertsAcknowledge = defineApiCommand({
  name: 'alerts acknowledge',
  summary: 'Says that somebody looks after an alert',
  operations: ['acknowledgeAlert'],
  arguments: { id: { summary: 'of the alert' } },
  examples: [{ line: 'kickoff alerts acknowledge 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' }],
  ask: ({ api, arguments: { id } }) => answered(api.POST('/alerts/{id}/acknowledge', { params: { path: { id } } })),
  text: alertText,
});
