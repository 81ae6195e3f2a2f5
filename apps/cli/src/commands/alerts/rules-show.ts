import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { ruleText } from '../../control/alert-text.js';

export const alertsRulesShow = defineApiCommand({
  name: 'alerts rules show',
  summary: 'Shows one rule',
  operations: ['getAlertRule'],
  arguments: { id: { summary: 'name of the rule' } },
  examples: [{ line: 'kickoff alerts rules show waiting-long' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/alerts/rules/{id}', { params: { path: { id } } })),
  text: ruleText,
});
