import { defineCommand } from '../../cli/define-command.js';
import { span } from '../../cli/span.js';
import { table } from '../../cli/table.js';

export const workersList = defineCommand({
  name: 'workers list',
  summary: 'Lists the workers that live: queues, what they run, event-loop lag, memory, version',
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
              ['WORKER', 'WORKLOAD', 'STATE', 'QUEUES', 'RUNNING', 'LAG', 'MEMORY', 'VERSION', 'UP', 'HEARD'],
              workers.map((worker) => [
                worker.name,
                worker.workload,
                worker.state ?? '',
                worker.queues.map(({ name, slots }) => `${name}:${slots}`).join(' '),
                worker.running,
                worker.eventLoop ? `${worker.eventLoop.p99Ms} ms` : '',
                worker.memory ? `${Math.round(worker.memory.rssBytes / 2 ** 20)} MB` : '',
                worker.version ?? '',
                span(now - worker.startedAt),
                `${span(worker.silentMs)} ago`,
              ]),
              { right: [4, 5, 6, 8] },
            ),
    };
  },
});
