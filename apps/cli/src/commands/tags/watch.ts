import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { withoutUndefined } from '../../cli/without-undefined.js';

export const tagsWatch = defineApiCommand({
  name: 'tags watch',
  summary: 'Keeps a tag among those whose jobs people want to see',
  operations: ['watchTag'],
  arguments: { tag: { summary: 'e.g. customer:7' } },
  options: {
    workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'in this one only (default every one)' },
    ...REASON_OPTION,
  },
  examples: [{ line: 'kickoff tags watch customer:7 --workload weather' }],
  ask: ({ api, arguments: { tag }, options: { workload, reason = DEFAULT_REASON } }) =>
    answered(
      api.PUT('/watched-tags/{tag}', { params: { path: { tag } }, body: withoutUndefined({ reason, workload }) }),
    ),
  text: ({ tag, workload }) => `${tag} is watched${workload === null ? '' : ` in ${workload}`}`,
});
