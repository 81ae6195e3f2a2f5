import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';

export const inspectPing = defineApiCommand({
  name: 'inspect ping',
  summary: 'Lists the workers that live, and when each was heard last',
  description: 'A worker says every ten seconds that it lives. `kickoff workers ping` waits until it says so again.',
  operations: ['listWorkers'],
  examples: [{ line: 'kickoff inspect ping' }],
  ask: async ({ api }) => (await answered(api.GET('/workers'))).items,
  text: (items) =>
    items.length === 0
      ? 'no worker lives'
      : table(
          ['WORKER', 'WORKLOAD', 'HEARD'],
          items.map(({ name, workload, heardAt }) => [
            name,
            workload,
            `${span(Math.max(0, Date.now() - Date.parse(heardAt)))} ago`,
          ]),
        ),
});
