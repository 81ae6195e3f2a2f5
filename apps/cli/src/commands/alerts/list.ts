import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { table } from '../../cli/table.js';
import { withoutUndefined } from '../../cli/without-undefined.js';

export const alertsList = defineApiCommand({
  name: 'alerts list',
  summary: 'Lists alerts that fire and those that did, newest first',
  operations: ['listAlerts'],
  options: {
    state: { kind: 'choice', choices: ['pending', 'firing', 'resolved'], summary: 'only those in it' },
    rule: { kind: 'text', value: 'name', summary: 'only of it' },
    ...PAGE_OPTIONS,
  },
  examples: [{ line: 'kickoff alerts list --state firing' }],
  ask: ({ api, options: { state, rule, ...pages } }) =>
    readPages(pages, (page) =>
      answered(api.GET('/alerts', { params: { query: withoutUndefined({ state: state && [state], rule, ...page }) } })),
    ),
  text: (page) =>
    page.items.length === 0
      ? 'there are no alerts'
      : pageText(
          page,
          table(
            ['ID', 'STATE', 'SEVERITY', 'RULE', 'SUBJECT', 'SINCE', 'MESSAGE', ''],
            page.items.map((alert) => [
              alert.id,
              alert.state,
              alert.severity,
              alert.rule,
              alert.subject,
              alert.since,
              alert.message,
              [
                alert.mutedUntil && `muted until ${alert.mutedUntil}`,
                alert.acknowledgedBy && `seen by ${alert.acknowledgedBy}`,
              ]
                .filter(Boolean)
                .join(', '),
            ]),
          ),
        ),
});
