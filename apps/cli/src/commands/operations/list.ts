import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { operationTable } from '../../operations/operation-text.js';

export const operationsList = defineApiCommand({
  name: 'operations list',
  summary: 'Lists what is being done to many jobs and what was, newest first',
  operations: ['listOperations'],
  options: PAGE_OPTIONS,
  examples: [{ line: 'kickoff operations list --limit 5' }],
  ask: ({ api, options: { limit, cursor } }) =>
    readPages({ limit, cursor }, (query) => answered(api.GET('/operations', { params: { query } }))),
  text: (page) => pageText(page, page.items.length === 0 ? 'there was none' : operationTable(page.items)),
});
