import { answered } from '../api/answered.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { table } from '../cli/table.js';

export const pauses = defineApiCommand({
  name: 'pauses',
  summary: 'Lists what is paused, by whom and why; the oldest first',
  operations: ['listPauses'],
  examples: [{ line: 'kickoff pauses' }],
  ask: async ({ api }) => (await answered(api.GET('/pauses'))).items,
  text: (items) =>
    items.length === 0
      ? 'nothing is paused'
      : table(
          ['WHAT', 'BY', 'SINCE', 'REASON'],
          items.map(({ what, by, since, reason }) => [what, by, since, reason]),
        ),
});
