import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { withoutUndefined } from '../../cli/without-undefined.js';
import { flowText, nodeTable } from '../../control/flow-text.js';

export const flowsShow = defineApiCommand({
  name: 'flows show',
  summary: 'Shows one flow and its nodes',
  operations: ['getFlow', 'listFlowNodes'],
  arguments: { id: { summary: 'of the flow' } },
  options: {
    state: {
      kind: 'choice',
      choices: ['blocked', 'released', 'succeeded', 'failed', 'cancelled', 'skipped', 'unneeded'],
      summary: 'nodes in this state only',
    },
    ...PAGE_OPTIONS,
  },
  examples: [
    { line: 'kickoff flows show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff flows show 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --state failed --json | jq ".nodes.items"' },
  ],
  ask: async ({ api, arguments: { id }, options: { state, ...pages } }) => {
    const path = { id };
    const flow = await answered(api.GET('/flows/{id}', { params: { path } }));
    const nodes = await readPages(pages, (page) =>
      answered(api.GET('/flows/{id}/nodes', { params: { path, query: withoutUndefined({ state, ...page }) } })),
    );
    return { ...flow, nodes };
  },
  text: ({ nodes, ...flow }) => `${flowText(flow)}\n\n${pageText(nodes, nodeTable(nodes.items))}`,
});
