import { defineCommand } from '../../cli/define-command.js';
import { table } from '../../cli/table.js';

export const typesList = defineCommand({
  name: 'types list',
  summary: 'Lists the job types that workers have announced',
  operations: ['listTypes'],
  options: { workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only its types' } },
  examples: [{ line: 'kickoff types list' }, { line: 'kickoff types list --workload weather --json' }],
  async run({ options: { workload }, context }) {
    const { knownWorkers, registeredTypes } = await import('@kickoff/jobs');
    const broker = await context.broker();
    const [types, workers] = await Promise.all([registeredTypes(broker, workload), knownWorkers(broker, workload)]);
    const rows = types.map((type) => ({
      type: type.type,
      version: type.version,
      queue: type.queue,
      knownAs: Object.keys(type.enqueue?.knownAs ?? {}),
      workers: workers.filter((worker) => worker.types.includes(type.type)).length,
      summary: type.summary,
    }));
    return {
      json: rows,
      text: () =>
        rows.length === 0
          ? 'no worker has announced a type yet'
          : table(
              ['TYPE', 'VERSION', 'QUEUE', 'WORKERS', 'SUMMARY', 'KNOWN AS'],
              rows.map((row) => [row.type, row.version, row.queue, row.workers, row.summary, row.knownAs.join(', ')]),
              { right: [1, 3] },
            ),
    };
  },
});
