import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const alertsReceiversDelete = defineApiCommand({
  name: 'alerts receivers delete',
  summary: 'Deletes a receiver',
  operations: ['deleteReceiver'],
  arguments: { id: { summary: 'name of the receiver' } },
  examples: [{ line: 'kickoff alerts receivers delete on-call' }],
  ask: ({ api, arguments: { id } }) => answered(api.DELETE('/alerts/receivers/{id}', { params: { path: { id } } })),
  text: ({ id }) => `${id} is deleted`,
});
