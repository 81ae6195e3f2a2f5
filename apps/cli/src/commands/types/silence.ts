import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const typesSilence = defineApiCommand({
  name: 'types silence',
  summary: 'Keeps a job type out of lists and logs; its jobs run as before',
  operations: ['silenceType'],
  arguments: { type: { summary: 'e.g. weather.report-weather', complete: 'types' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff types silence weather.report-weather --reason "too loud"' }],
  ask: ({ api, arguments: { type }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.PUT('/types/{type}/silenced', { params: { path: { type } }, body: { reason } })),
  text: ({ type }) => `${type} is silenced`,
});
