import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { overrideText } from '../../control/control-text.js';

export const defaultsReset = defineApiCommand({
  name: 'defaults reset',
  summary: 'Ends the change of how jobs run: of one type, of one workload, or of all',
  operations: ['resetTypeDefaults', 'resetWorkloadDefaults', 'resetDefaults'],
  arguments: { target: { summary: 'a type or a workload; none: all', optional: true, complete: 'targets' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff defaults reset weather.report-weather' }],
  ask: ({ api, arguments: { target }, options: { reason = DEFAULT_REASON } }) => {
    const query = { reason };
    if (target === undefined) return answered(api.DELETE('/defaults', { params: { query } }));
    if (target.includes('.'))
      return answered(api.DELETE('/types/{type}/defaults', { params: { path: { type: target }, query } }));
    return answered(api.DELETE('/workloads/{workload}/defaults', { params: { path: { workload: target }, query } }));
  },
  text: overrideText,
});
