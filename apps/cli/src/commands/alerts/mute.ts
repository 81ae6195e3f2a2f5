import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { alertText } from '../../control/alert-text.js';

export const alertsMute = defineApiCommand({
  name: 'alerts mute',
  summary: 'Tells nobody of an alert for a while; `--for 0s` ends that',
  operations: ['muteAlert'],
  arguments: { id: { summary: 'of the alert' } },
  options: { for: { kind: 'text', value: 'duration', summary: 'how long (default 1h)' } },
  examples: [{ line: 'kickoff alerts mute 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --for 2h' }],
  ask: ({ api, arguments: { id }, options: { for: time = '1h' } }) =>
    answered(api.POST('/alerts/{id}/mute', { params: { path: { id } }, body: { for: time } })),
  text: alertText,
});
