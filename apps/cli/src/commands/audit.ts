import { answered } from '../api/answered.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { PAGE_OPTIONS } from '../api/page-options.js';
import { pageText, readPages } from '../api/read-pages.js';
import { table } from '../cli/table.js';
import { withoutUndefined } from '../cli/without-undefined.js';

export const audit = defineApiCommand({
  name: 'audit',
  summary: 'Shows who changed what through the API, newest first',
  description: 'What was changed as it was before and after is in the documents of --json.',
  operations: ['listAudit'],
  options: {
    operation: { kind: 'text', value: 'id', summary: 'only this operation, e.g. pauseQueue' },
    key: { kind: 'text', value: 'id', summary: 'only what this key did' },
    ...PAGE_OPTIONS,
  },
  examples: [{ line: 'kickoff audit' }, { line: 'kickoff audit --operation pauseQueue --json | jq ".items[0].after"' }],
  ask: ({ api, options: { operation, key, ...pages } }) =>
    readPages(pages, (page) =>
      answered(api.GET('/audit', { params: { query: withoutUndefined({ operation, key, ...page }) } })),
    ),
  text: (page) =>
    pageText(
      page,
      table(
        ['AT', 'WHO', 'OPERATION', 'TARGET'],
        page.items.map(({ at, who, operation, target }) => [at, who, operation, target]),
      ),
    ),
});
