import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';
import { scopeText } from '../../control/alert-text.js';

export const alertsRulesList = defineApiCommand({
  name: 'alerts rules list',
  summary: 'Lists the rules by which alerts fire',
  operations: ['listAlertRules'],
  examples: [{ line: 'kickoff alerts rules list' }],
  ask: async ({ api }) => (await answered(api.GET('/alerts/rules'))).items,
  text: (items) =>
    table(
      ['RULE', 'KIND', 'SEVERITY', 'THRESHOLD', 'WINDOW', 'FOR', 'OF', 'TELLS', ''],
      items.map((rule) => [
        rule.id,
        rule.kind,
        rule.severity,
        rule.threshold,
        span(rule.windowMs),
        span(rule.forMs),
        scopeText(rule),
        rule.receivers.join(', ') || 'all',
        rule.enabled ? '' : 'disabled',
      ]),
      { right: [3, 4, 5] },
    ),
});
