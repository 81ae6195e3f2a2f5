import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';
import { TERMS_OPTIONS, termsOf } from '../../control/schedule-terms.js';

export const schedulesSet = defineApiCommand({
  name: 'schedules set',
  summary: 'Changes a schedule; what is left out stays',
  description: 'The change wins over the code until the schedule is reset.',
  operations: ['editSchedule'],
  arguments: { id: { summary: '<workload>.<name>', complete: 'schedules' } },
  options: TERMS_OPTIONS,
  examples: [{ line: 'kickoff schedules set weather.lisbon --every 10m' }],
  ask: async ({ api, arguments: { id }, options, context }) =>
    answered(api.PUT('/schedules/{id}', { params: { path: { id } }, body: await termsOf(options, context) })),
  text: scheduleText,
});
