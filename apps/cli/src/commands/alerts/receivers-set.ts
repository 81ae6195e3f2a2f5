import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { withoutUndefined } from '../../cli/without-undefined.js';
import { receiverText } from '../../control/receiver-text.js';

export const alertsReceiversSet = defineApiCommand({
  name: 'alerts receivers set',
  summary: 'Changes where a receiver is, or whether it is told',
  operations: ['editReceiver'],
  arguments: { id: { summary: 'name of the receiver' } },
  options: {
    target: { kind: 'text', value: 'address', summary: 'address to POST to, or e-mail address' },
    off: { kind: 'flag', summary: 'is told nothing' },
    on: { kind: 'flag', summary: 'is told again' },
  },
  examples: [{ line: 'kickoff alerts receivers set on-call --off' }],
  ask: ({ api, arguments: { id }, options: { target, off, on } }) => {
    const body = withoutUndefined({ target, enabled: off ? false : on ? true : undefined });
    return answered(api.PUT('/alerts/receivers/{id}', { params: { path: { id } }, body }));
  },
  text: receiverText,
});
