import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const typesUnsilence = defineApiCommand({
  name: 'types unsilence',
  summary: 'Shows a job type in lists and logs again',
  operations: ['unsilenceType'],
  arguments: { type: { summary: 'e.g. weather.report-weather', complete: 'types' } },
  options: REASON_OPTION,
  examples: [{ line: 'kickoff types unsilence weather.report-weather' }],
  ask: ({ api, arguments: { type }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.DELETE('/types/{type}/silenced', { params: { path: { type }, query: { reason } } })),
  text: ({ type }) => `${type} is no longer silenced`,
});
