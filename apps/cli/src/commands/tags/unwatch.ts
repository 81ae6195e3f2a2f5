import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { withoutUndefined } from '../../cli/without-undefined.js';

export const tagsUnwatch = defineApiCommand({
  name: 'tags unwatch',
  summary: 'Ends the watch of a tag',
  operations: ['unwatchTag'],
  arguments: { tag: { summary: 'e.g. customer:7' } },
  options: {
    workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'in this one only (default every one)' },
    ...REASON_OPTION,
  },
  examples: [{ line: 'kickoff tags unwatch customer:7 --workload weather' }],
  ask: ({ api, arguments: { tag }, options: { workload, reason = DEFAULT_REASON } }) =>
    answered(
      api.DELETE('/watched-tags/{tag}', { params: { path: { tag }, query: withoutUndefined({ reason, workload }) } }),
    ),
  text: ({ tag, workload }) => `${tag} is no longer watched${workload === null ? '' : ` in ${workload}`}`,
});
