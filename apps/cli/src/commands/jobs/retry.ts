import { answered } from '../../api/answered.js';
import { REASON_OPTION } from '../../api/api-options.js';
import { defineCommand } from '../../cli/define-command.js';
import { changeLetters } from '../../dead-letters/change-letters.js';

export const jobsRetry = defineCommand({
  name: 'jobs retry',
  summary: 'Runs a dead job again, or every one',
  description: '`kickoff dead retry` takes a group or a filter besides.',
  operations: ['retryJob', 'retryDeadLetters'],
  arguments: { id: { summary: 'of the job', optional: true } },
  options: { all: { kind: 'flag', summary: 'every dead job' }, ...REASON_OPTION },
  examples: [
    { line: 'kickoff jobs retry 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff jobs retry --all --reason "the upstream is back"' },
  ],
  async run({ context, arguments: { id }, options }) {
    if (id === undefined || options.all) return changeLetters('retry', { context, id, options });
    const api = await context.api();
    const { reason } = options;
    const done = await answered(api.POST('/jobs/{id}/retry', { params: { path: { id } }, body: { reason } }));
    return { json: done, text: () => `${id} is retried` };
  },
});
