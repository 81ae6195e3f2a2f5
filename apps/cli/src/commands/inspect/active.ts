import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { jobTable } from '../../jobs/job-text.js';

export const inspectActive = defineApiCommand({
  name: 'inspect active',
  summary: 'Lists the jobs that workers run now, newest first',
  operations: ['listJobs'],
  options: {
    workload: { kind: 'list', value: 'names', complete: 'workloads', summary: 'of these workloads only' },
    ...PAGE_OPTIONS,
  },
  examples: [{ line: 'kickoff inspect active' }],
  ask: ({ api, options: { workload, ...pages } }) =>
    readPages(pages, (page) => {
      const query = {
        ...page,
        state: ['running' as const, 'cancelling' as const],
        ...(workload && { workload: [...workload] }),
      };
      return answered(api.GET('/jobs', { params: { query } }));
    }),
  text: (page) => pageText(page, page.items.length === 0 ? 'no job runs' : jobTable(page.items)),
});
