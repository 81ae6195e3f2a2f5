import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';

export const queuesLimits = defineApiCommand({
  name: 'queues limits',
  summary: 'Lists limits and defaults that are not those of the code now; the oldest first',
  operations: ['listOverrides'],
  examples: [{ line: 'kickoff queues limits' }],
  ask: async ({ api }) => (await answered(api.GET('/overrides'))).items,
  text: (items) =>
    items.length === 0
      ? 'all limits and defaults are those of the code'
      : table(
          ['WHAT', 'TERMS', 'BY', 'SINCE', 'REASON'],
          items.map(({ what, terms, by, since, reason }) => [what, JSON.stringify(terms), by, since, reason]),
        ),
});
