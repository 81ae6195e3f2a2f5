import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';

export const schedulesShow = defineApiCommand({
  name: 'schedules show',
  summary: 'Shows one schedule as it is in effect',
  operations: ['getSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules show weather.lisbon' }],
  ask: ({ api, arguments: { id } }) => answered(api.GET('/schedules/{id}', { params: { path: { id } } })),
  text: scheduleText,
});
