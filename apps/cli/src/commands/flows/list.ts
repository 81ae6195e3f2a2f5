import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { table } from '../../cli/table.js';
import { withoutUndefined } from '../../cli/without-undefined.js';
import { progressText } from '../../control/flow-text.js';

export const flowsList = defineApiCommand({
  name: 'flows list',
  summary: 'Lists flows, newest first',
  operations: ['listFlows'],
  options: {
    state: {
      kind: 'choice',
      choices: ['running', 'cancelling', 'succeeded', 'failed', 'cancelled', 'refused'],
      summary: 'in this state only',
    },
    name: { kind: 'text', value: 'text', summary: 'with this name only' },
    ...PAGE_OPTIONS,
  },
  examples: [{ line: 'kickoff flows list --state failed' }],
  ask: ({ api, options: { state, name, ...pages } }) =>
    readPages(pages, (page) =>
      answered(api.GET('/flows', { params: { query: withoutUndefined({ state, name, ...page }) } })),
    ),
  text: (page) =>
    pageText(
      page,
      page.items.length === 0
        ? 'no flow is like that'
        : table(
            ['ID', 'NAME', 'KIND', 'STATE', 'DONE', 'CREATED'],
            page.items.map((flow) => [flow.id, flow.name, flow.kind, flow.state, progressText(flow), flow.createdAt]),
          ),
    ),
});
