import { PAGE_OPTIONS } from '../../api/page-options.js';
import { defineCommand } from '../../cli/define-command.js';

export const keysList = defineCommand({
  name: 'keys list',
  summary: 'Lists the keys of the API, newest first',
  operations: ['listKeys'],
  options: PAGE_OPTIONS,
  examples: [{ line: 'kickoff keys list' }, { line: 'kickoff keys list --json | jq -r ".items[].name"' }],
  async run({ options, context }) {
    const [api, { answered }, { pageText, readPages }, { table }] = await Promise.all([
      context.api(),
      import('../../api/answered.js'),
      import('../../api/read-pages.js'),
      import('../../cli/table.js'),
    ]);
    const page = await readPages(options, (query) => answered(api.GET('/keys', { params: { query } })));
    return {
      json: page,
      text: () =>
        pageText(
          page,
          table(
            ['ID', 'NAME', 'BEGINS', 'ROLE', 'LAST USED', ''],
            page.items.map((key) => [
              key.id,
              key.name,
              key.start,
              key.role,
              key.lastUsedAt ?? 'never',
              key.revokedAt !== null ? 'revoked' : key.expiresAt === null ? '' : `until ${key.expiresAt}`,
            ]),
          ),
        ),
    };
  },
});
