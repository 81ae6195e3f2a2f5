import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const alertsRulesDelete = defineApiCommand({
  name: 'alerts rules delete',
  summary: 'Deletes a rule; its alerts end',
  operations: ['deleteAlertRule'],
  arguments: { id: { summary: 'name of the rule' } },
  examples: [{ line: 'kickoff alerts rules delete reports-fail' }],
  ask: ({ api, arguments: { id } }) => answered(api.DELETE('/alerts/rules/{id}', { params: { path: { id } } })),
  text: ({ id }) => `${id} is deleted`,
});
