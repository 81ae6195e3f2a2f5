import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';

export const inspectRegistered = defineApiCommand({
  name: 'inspect registered',
  summary: 'Lists the job types that workers serve, with the names of the workers',
  operations: ['listTypes'],
  examples: [{ line: 'kickoff inspect registered' }],
  ask: async ({ api }) => (await answered(api.GET('/types'))).items,
  text: (items) =>
    table(
      ['TYPE', 'QUEUE', 'WORKERS'],
      items.map(({ type, queue, workers }) => [type, queue, workers.join(' ') || 'none']),
    ),
});
