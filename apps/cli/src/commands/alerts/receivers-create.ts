import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { receiverText } from '../../control/receiver-text.js';

export const alertsReceiversCreate = defineApiCommand({
  name: 'alerts receivers create',
  summary: 'Makes a receiver; of a webhook it shows the secret that notices are signed with, this once',
  operations: ['createReceiver'],
  arguments: {
    id: { summary: 'name of the receiver' },
    kind: { summary: 'how it is told', choices: ['webhook', 'email'] },
    target: { summary: 'address to POST to, or e-mail address' },
  },
  examples: [
    { line: 'kickoff alerts receivers create on-call webhook https://example.com/alerts' },
    { line: 'kickoff alerts receivers create desk email desk@example.com' },
  ],
  ask: ({ api, arguments: { id, kind, target } }) =>
    answered(api.POST('/alerts/receivers', { body: { id, kind: kind as 'webhook', target } })),
  text: receiverText,
});
