import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';

export const queuesLimits = defineApiCommand({
  name: 'queues limits',
  summary: 'Lists the limits of queues as they are now, and every override; the oldest first',
  operations: ['listQueues', 'listOverrides'],
  arguments: { queue: { summary: '<workload>/<queue>; default all', complete: 'queues', optional: true } },
  examples: [{ line: 'kickoff queues limits' }, { line: 'kickoff queues limits weather/reporting' }],
  async ask({ api, arguments: { queue } }) {
    const queues = (await answered(api.GET('/queues'))).items.filter(
      ({ workload, name }) => queue === undefined || queue === `${workload}/${name}`,
    );
    const limits = queues.flatMap(({ workload, name, limits: own }) =>
      own.map(({ name: limit, terms, overridden }) => ({ queue: `${workload}/${name}`, limit, terms, overridden })),
    );
    return { limits, overrides: (await answered(api.GET('/overrides'))).items };
  },
  text: ({ limits, overrides }) =>
    [
      limits.length === 0
        ? 'no worker names a limit'
        : table(
            ['QUEUE', 'LIMIT', 'TERMS', ''],
            limits.map(({ queue, limit, terms, overridden }) => [
              queue,
              limit,
              JSON.stringify(terms),
              overridden ? 'overridden' : '',
            ]),
          ),
      overrides.length === 0
        ? 'all limits and defaults are those of the code'
        : table(
            ['OVERRIDE', 'TERMS', 'BY', 'SINCE', 'REASON'],
            overrides.map(({ what, terms, by, since, reason }) => [what, JSON.stringify(terms), by, since, reason]),
          ),
    ].join('\n\n'),
});
