import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';

export const inspectStats = defineApiCommand({
  name: 'inspect stats',
  summary: 'Shows for each queue what waits, what workers have in hand, and their slots',
  operations: ['listQueues'],
  examples: [{ line: 'kickoff inspect stats' }],
  ask: async ({ api }) => (await answered(api.GET('/queues'))).items,
  text: (items) =>
    table(
      ['QUEUE', 'WAITING', 'IN HAND', 'SLOTS', 'WORKERS', ''],
      items.map(({ workload, name, priorities, slots, workers, pause }) => [
        `${workload}/${name}`,
        priorities.reduce((sum, { waiting }) => sum + waiting, 0),
        priorities.reduce((sum, { inHand }) => sum + inHand, 0),
        slots,
        workers.length,
        pause === null ? '' : `paused by ${pause.by}: ${pause.reason}`,
      ]),
      { right: [1, 2, 3, 4] },
    ),
});
