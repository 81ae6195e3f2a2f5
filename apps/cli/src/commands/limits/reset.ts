import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { overrideText } from '../../control/control-text.js';
import { limitName } from '../../control/limit-name.js';

export const limitsReset = defineApiCommand({
  name: 'limits reset',
  summary: 'Gives a limit the numbers of the code again',
  operations: ['resetLimit'],
  arguments: { limit: { summary: '<workload>/<limit>' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff limits reset live-scores/rapidapi' }],
  ask: ({ api, arguments: { limit }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.DELETE('/limits/{workload}/{limit}', { params: { path: limitName(limit), query: { reason } } })),
  text: overrideText,
});
