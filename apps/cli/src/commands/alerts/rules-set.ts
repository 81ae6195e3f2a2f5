import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { RULE_OPTIONS, ruleOf } from '../../control/alert-rule-options.js';
import { ruleText } from '../../control/alert-text.js';

export const alertsRulesSet = defineApiCommand({
  name: 'alerts rules set',
  summary: 'Changes a rule; what is left out stays',
  operations: ['editAlertRule'],
  arguments: { id: { summary: 'name of the rule' } },
  options: RULE_OPTIONS,
  examples: [{ line: 'kickoff alerts rules set waiting-long --threshold 120000 --for 5m' }],
  ask: ({ api, arguments: { id }, options }) =>
    answered(api.PUT('/alerts/rules/{id}', { params: { path: { id } }, body: ruleOf(options) })),
  text: ruleText,
});
