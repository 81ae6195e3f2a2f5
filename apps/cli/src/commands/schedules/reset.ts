import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';

export const schedulesReset = defineApiCommand({
  name: 'schedules reset',
  summary: 'Ends all changes of a schedule, also that it was disabled',
  operations: ['resetSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules reset weather.lisbon' }],
  ask: ({ api, arguments: { id } }) => answered(api.PUT('/schedules/{id}/reset', { params: { path: { id } } })),
  text: scheduleText,
});
