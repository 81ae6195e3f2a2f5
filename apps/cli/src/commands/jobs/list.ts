import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { FILTER_OPTIONS, jobFilter } from '../../api/job-filter.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { jobTable } from '../../jobs/job-text.js';

export const jobsList = defineApiCommand({
  name: 'jobs list',
  summary: 'Lists the jobs that a filter describes, newest first',
  operations: ['listJobs'],
  options: { ...FILTER_OPTIONS, ...PAGE_OPTIONS },
  examples: [
    { line: 'kickoff jobs list --state dead,retrying --from 2h' },
    { line: 'kickoff jobs list --type weather.report-weather --input city=oslo --json | jq -r ".items[].id"' },
  ],
  ask: ({ api, options: { limit, cursor, ...filter } }) => {
    const asked = jobFilter(filter, Date.now());
    return readPages({ limit, cursor }, (page) =>
      answered(api.GET('/jobs', { params: { query: { ...asked, ...page } } })),
    );
  },
  text: (page) => pageText(page, page.items.length === 0 ? 'no job is like that' : jobTable(page.items)),
});
