import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';

export const schedulesEnable = defineApiCommand({
  name: 'schedules enable',
  summary: 'Lets a schedule fire',
  operations: ['enableSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules enable weather.lisbon' }],
  ask: ({ api, arguments: { id } }) => answered(api.PUT('/schedules/{id}/enable', { params: { path: { id } } })),
  text: scheduleText,
});
