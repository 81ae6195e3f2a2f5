import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const schedulesTrigger = defineApiCommand({
  name: 'schedules trigger',
  summary: 'Enqueues the job of a schedule now, also while it is disabled',
  operations: ['triggerSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules trigger weather.lisbon' }],
  ask: ({ api, arguments: { id } }) => answered(api.POST('/schedules/{id}/trigger', { params: { path: { id } } })),
  text: ({ id, duplicate }) => `${id}${duplicate ? ' (it was there already)' : ''}`,
});
