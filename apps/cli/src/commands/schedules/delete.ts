import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const schedulesDelete = defineApiCommand({
  name: 'schedules delete',
  summary: 'Deletes a schedule that was made at run time',
  description: 'One that the code declares is disabled instead: it would be back at the next start.',
  operations: ['deleteSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  examples: [{ line: 'kickoff schedules delete weather.oslo' }],
  ask: ({ api, arguments: { id } }) => answered(api.DELETE('/schedules/{id}', { params: { path: { id } } })),
  text: ({ id }) => `${id} is deleted`,
});
