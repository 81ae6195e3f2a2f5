import { answered } from '../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../api/api-options.js';
import { defineCommand } from '../cli/define-command.js';
import { EXIT_CODES } from '../cli/exit-codes.js';
import { table } from '../cli/table.js';

export const terminate = defineCommand({
  name: 'terminate',
  summary: 'Lets every worker end what it runs and then its process, to be started anew',
  description:
    'For new code or settings. No job is interrupted; whoever supervises the processes starts them. Exits with 1 when a worker was not told.',
  operations: ['terminateWorkers'],
  options: {
    workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only workers of it' },
    ...REASON_OPTION,
  },
  examples: [{ line: 'kickoff terminate' }, { line: 'kickoff terminate --workload weather --reason "new code"' }],
  async run({ context, options: { workload, reason = DEFAULT_REASON } }) {
    const api = await context.api();
    const body = { reason, ...(workload === undefined ? {} : { workload }) };
    const { items } = await answered(api.POST('/workers/terminate', { body }));
    return {
      json: items,
      text: () =>
        items.length === 0
          ? 'no worker lives'
          : table(
              ['WORKER', 'STATE', ''],
              items.map(({ id, state, problem }) => [id, state ?? '', problem ?? '']),
            ),
      exitCode: items.some(({ problem }) => problem !== null) ? EXIT_CODES.failed : EXIT_CODES.ok,
    };
  },
});
