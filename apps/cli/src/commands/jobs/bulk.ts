import type { operations } from '@kickoff/api-client';
import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { FILTER_OPTIONS, jobFilter } from '../../api/job-filter.js';
import { defineCommand } from '../../cli/define-command.js';
import { UsageError } from '../../cli/command-error.js';
import { EXIT_CODES } from '../../cli/exit-codes.js';
import { jobTable } from '../../jobs/job-text.js';
import { PRIORITY_CHOICES } from '../../jobs/priority-choices.js';
import { operationText } from '../../operations/operation-text.js';

type Action = NonNullable<operations['actOnJobs']['requestBody']>['content']['application/json']['action'];

const ACTIONS = ['cancel', 'delete', 'fail', 'move', 'reprioritise', 'retry', 'run-now'] as const;

export const jobsBulk = defineCommand({
  name: 'jobs bulk',
  summary: 'Does something to all jobs that a filter describes',
  description:
    'Prints the operation that does it; --wait follows it to its end, and exits with 1 when it was not done or some jobs failed. Jobs that change before their turn are skipped, and counted by reason.',
  operations: ['actOnJobs', 'getOperation'],
  arguments: { action: { summary: 'what to do', choices: ACTIONS } },
  options: {
    ...FILTER_OPTIONS,
    ...REASON_OPTION,
    'to-queue': { kind: 'text', value: 'queue', summary: 'for move: name of the other queue of their workload' },
    priority: { kind: 'choice', choices: PRIORITY_CHOICES, summary: 'for reprioritise and move' },
    'dry-run': { kind: 'flag', summary: 'only count the jobs, and show some of them' },
    wait: { kind: 'flag', summary: 'until it has ended' },
  },
  examples: [
    { line: 'kickoff jobs bulk cancel --type weather.report-weather --state queued --dry-run' },
    { line: 'kickoff jobs bulk retry --error "status 503" --from 2h --wait' },
  ],
  async run({ context, arguments: { action: name }, options }) {
    const { reason = DEFAULT_REASON, priority, wait, 'to-queue': queue, 'dry-run': dryRun, ...filters } = options;
    const action = actionOf(name as Action['name'], { reason, priority, queue });
    const api = await context.api();
    const filter = jobFilter(filters, Date.now());
    const asked = await answered(api.POST('/jobs/actions', { body: { action, filter, dryRun } }));
    if (!asked.operation) {
      const text = () => [`${asked.jobs} jobs`, ...(asked.jobs > 0 ? [jobTable(asked.sample)] : [])].join('\n');
      return { json: asked, text };
    }
    if (!wait) return { json: asked.operation, text: () => operationText(asked.operation!) };
    const { followOperation } = await import('../../operations/follow-operation.js');
    const ended = await followOperation(api, asked.operation, context.terminal.stderr);
    const isWhole = ended.state === 'succeeded' && Object.keys(ended.failed).length === 0;
    return { json: ended, text: () => operationText(ended), ...(isWhole ? {} : { exitCode: EXIT_CODES.failed }) };
  },
});

interface ActionOptions {
  reason: string;
  priority: (typeof PRIORITY_CHOICES)[number] | undefined;
  queue: string | undefined;
}

/** @throws UsageError when what the action needs is missing, or what it has no use for is given */
function actionOf(name: Action['name'], { reason, priority, queue }: ActionOptions): Action {
  if (queue !== undefined && name !== 'move') throw new UsageError(`--to-queue is for move, not for ${name}`);
  if (priority !== undefined && name !== 'move' && name !== 'reprioritise')
    throw new UsageError(`--priority is for move and reprioritise, not for ${name}`);
  if (name === 'reprioritise') {
    if (priority === undefined) throw new UsageError('reprioritise needs --priority');
    return { name, reason, priority };
  }
  if (name !== 'move') return { name, reason };
  if (queue === undefined) throw new UsageError('move needs --to-queue');
  return { name, reason, queue, ...(priority === undefined ? {} : { priority }) };
}
