import { defineCommand } from '../../cli/define-command.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';

export const workersList = defineCommand({
  name: 'workers list',
  summary: 'Lists the workers that live, with their queues and what they run',
  operations: ['listWorkers'],
  options: { workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only its workers' } },
  examples: [{ line: 'kickoff workers list' }, { line: 'kickoff workers list --workload weather --json' }],
  async run({ options: { workload }, context }) {
    const { knownWorkers } = await import('@kickoff/jobs');
    const workers = await knownWorkers(await context.broker(), workload);
    const now = Date.now();
    return {
      json: workers,
      text: () =>
        workers.length === 0
          ? 'no worker has announced itself in the last 35 seconds'
          : table(
              ['WORKER', 'WORKLOAD', 'QUEUES', 'RUNNING', 'UP', 'HEARD'],
              workers.map((worker) => [
                worker.name,
                worker.workload,
                worker.queues.map(({ name, slots }) => `${name}:${slots}`).join(' '),
                worker.running,
                span(now - worker.startedAt),
                `${span(worker.silentMs)} ago`,
              ]),
              { right: [3, 4] },
            ),
    };
  },
});
