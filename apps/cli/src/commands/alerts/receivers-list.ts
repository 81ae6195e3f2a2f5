import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';

export const alertsReceiversList = defineApiCommand({
  name: 'alerts receivers list',
  summary: 'Lists who is told of alerts',
  operations: ['listReceivers'],
  examples: [{ line: 'kickoff alerts receivers list' }],
  ask: async ({ api }) => (await answered(api.GET('/alerts/receivers'))).items,
  text: (items) =>
    items.length === 0
      ? 'nobody is told; `kickoff alerts receivers create` makes a receiver'
      : table(
          ['RECEIVER', 'KIND', 'TARGET', ''],
          items.map(({ id, kind, target, enabled }) => [id, kind, target, enabled ? '' : 'disabled']),
        ),
});
