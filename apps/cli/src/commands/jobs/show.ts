import { defineCommand } from '../../cli/define-command.js';

export const jobsShow = defineCommand({
  name: 'jobs show',
  summary: 'Shows one job: its state, input, output, error and latest log lines',
  operations: ['getJob'],
  arguments: { id: { summary: 'of the job' } },
  examples: [
    { line: 'kickoff jobs show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff jobs show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --json | jq .state' },
  ],
  async run({ arguments: { id }, context }) {
    const [api, { answered }, { jobText }] = await Promise.all([
      context.api(),
      import('../../api/answered.js'),
      import('../../jobs/job-text.js'),
    ]);
    const job = await answered(api.GET('/jobs/{id}', { params: { path: { id } } }));
    return { json: job, text: () => jobText(job) };
  },
});
