import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const schedulesNext = defineApiCommand({
  name: 'schedules next',
  summary: 'Shows when a schedule fired last, and when it fires next',
  operations: ['listFirings'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  options: { count: { kind: 'number', value: 'count', min: 1, max: 100, summary: 'how many firings (default 10)' } },
  examples: [{ line: 'kickoff schedules next weather.lisbon --count 3' }],
  ask: ({ api, arguments: { id }, options: { count: limit = 10 } }) =>
    answered(api.GET('/schedules/{id}/firings', { params: { path: { id }, query: { limit } } })),
  text: ({ last, next }) =>
    [
      `last  ${last ?? 'never'}`,
      ...(next.length === 0 ? ['next  none: it is disabled'] : next.map((at) => `next  ${at}`)),
    ].join('\n'),
});
