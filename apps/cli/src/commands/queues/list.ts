import type { QueueState } from '@kickoff/jobs';
import { defineCommand } from '../../cli/define-command.js';
import { NotFound } from '../../cli/command-error.js';
import { table } from '../../cli/table.js';
import { styled } from '../../cli/terminal.js';

export const queues = defineCommand({
  name: 'queues',
  summary: 'Shows every queue: waiting jobs by priority, running ones, pauses and drains',
  description:
    'Counts are those of the consumers. Jobs that wait for a time, for a limit or for other jobs are not counted.',
  operations: ['listQueues'],
  options: { workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only its queues' } },
  examples: [
    { line: 'kickoff queues' },
    { line: 'kickoff queues --workload weather --json | jq "[.[].waiting] | add"', does: 'how many jobs wait' },
  ],
  async run({ options: { workload }, context }) {
    const { queueStates } = await import('@kickoff/jobs');
    const states = await queueStates(await context.broker());
    const shown = states.filter((state) => workload === undefined || state.workload === workload);
    if (workload !== undefined && shown.length === 0) {
      throw new NotFound(`no workload ${workload} has queues here`, {
        where: '--workload',
        remedy: `there are ${[...new Set(states.map((state) => state.workload))].join(', ') || 'none'}; \`kickoff migrate\` makes queues`,
      });
    }
    return { json: shown, text: () => queueTable(shown) };
  },
});

/** One row a queue. */
export function queueTable(states: readonly QueueState[]): string {
  if (states.length === 0) return 'no queues; `kickoff migrate` makes those of the workloads';
  return table(
    ['QUEUE', 'WAITING', 'RUNNING', 'BY PRIORITY', ''],
    states.map(({ workload, queue, waiting, running, priorities, paused, drained }) => [
      `${workload}/${queue}`,
      waiting,
      running,
      priorities.map((each) => `${each.priority}:${each.waiting}`).join(' '),
      [paused && `paused by ${paused.by}: ${paused.reason}`, drained && `drained by ${drained.by}: ${drained.reason}`]
        .filter((why) => why !== undefined)
        .map((why) => styled('yellow', why))
        .join('; '),
    ]),
    { right: [1, 2] },
  );
}
