import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { UsageError } from '../../cli/command-error.js';
import { RULE_OPTIONS, ruleOf } from '../../control/alert-rule-options.js';
import { ruleText } from '../../control/alert-text.js';

const KINDS = [
  'type-failing',
  'failures-in-a-row',
  'backlog-growing',
  'waiting-long',
  'dead-letters',
  'no-worker',
  'schedule-missed',
  'store-filling',
] as const;

export const alertsRulesCreate = defineApiCommand({
  name: 'alerts rules create',
  summary: 'Makes a rule',
  description: 'What a threshold counts says the kind: docs/guides/alerts.md.',
  operations: ['createAlertRule'],
  arguments: {
    id: { summary: 'name of the rule' },
    kind: { summary: 'what it looks at', choices: KINDS },
  },
  options: RULE_OPTIONS,
  examples: [
    { line: 'kickoff alerts rules create reports-fail failures-in-a-row --threshold 3 --type weather.report' },
  ],
  ask: ({ api, arguments: { id, kind }, options }) => {
    const { threshold, ...terms } = ruleOf(options);
    if (threshold === undefined)
      throw new UsageError('a rule needs a threshold', { where: '--threshold', remedy: 'give --threshold' });
    const body = { id, kind: kind as (typeof KINDS)[number], threshold, ...terms };
    return answered(api.POST('/alerts/rules', { body }));
  },
  text: ruleText,
});
