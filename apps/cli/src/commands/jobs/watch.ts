import { FILTER_OPTIONS, jobFilter } from '../../api/job-filter.js';
import { UsageError } from '../../cli/command-error.js';
import { defineCommand } from '../../cli/define-command.js';

export const jobsWatch = defineCommand({
  name: 'jobs watch',
  summary: 'Follows a job, or those that a filter describes, until they have ended',
  description:
    'A line for each change, or with --json a document. What a filter finds while a job of it runs is followed too; it ends when all have ended, at once where it finds none. A job is looked at twice a second; of several changes within that time the last is shown.',
  operations: ['getJob', 'listJobs'],
  arguments: { id: { summary: 'of the job; none: those of the filter', optional: true } },
  options: FILTER_OPTIONS,
  examples: [
    { line: 'kickoff jobs watch 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff jobs watch --type weather.report-weather --from 5m' },
  ],
  async run({ arguments: { id }, options, context }) {
    const filter = jobFilter(options, Date.now());
    if ((id === undefined) === (Object.keys(filter).length === 0)) {
      throw new UsageError('name either a job or a filter', { remedy: 'see `kickoff jobs watch --help`' });
    }
    const [api, { followJob }, { followJobs }, { changeText }] = await Promise.all([
      context.api(),
      import('../../jobs/follow-job.js'),
      import('../../jobs/follow-jobs.js'),
      import('../../jobs/job-text.js'),
    ]);
    const tell = (job: Parameters<typeof changeText>[0]) => {
      context.terminal.stdout.write(`${context.isJson ? JSON.stringify(job) : changeText(job)}\n`);
    };
    if (id === undefined) await followJobs(api, filter, tell);
    else await followJob(api, id, tell);
    return undefined;
  },
});
