import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';

export const schedulesDisable = defineApiCommand({
  name: 'schedules disable',
  summary: 'Lets a schedule fire no more',
  operations: ['disableSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules disable weather.lisbon' }],
  ask: ({ api, arguments: { id } }) => answered(api.PUT('/schedules/{id}/disable', { params: { path: { id } } })),
  text: scheduleText,
});
