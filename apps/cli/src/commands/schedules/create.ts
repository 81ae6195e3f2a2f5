import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { scheduleText } from '../../control/schedule-text.js';
import { TERMS_OPTIONS, termsOf } from '../../control/schedule-terms.js';

export const schedulesCreate = defineApiCommand({
  name: 'schedules create',
  summary: 'Makes a schedule for a job type that workers have announced',
  operations: ['createSchedule'],
  arguments: {
    id: { summary: '<workload>.<name>' },
    type: { summary: 'e.g. weather.report-weather', complete: 'types' },
  },
  options: { ...TERMS_OPTIONS, disabled: { kind: 'flag', summary: 'it does not fire before it is enabled' } },
  examples: [
    {
      line: `kickoff schedules create weather.oslo weather.report-weather --input '{"city":"oslo"}' --cron "0 3 * * *" --time-zone Europe/Oslo`,
    },
  ],
  ask: async ({ api, arguments: { id, type }, options: { disabled, ...terms }, context }) =>
    answered(
      api.POST('/schedules', {
        body: { id, type, enabled: !disabled, ...SCHEDULE_DEFAULTS, ...(await termsOf(terms, context)) },
      }),
    ),
  text: scheduleText,
});

const SCHEDULE_DEFAULTS = { timeZone: 'UTC', overlap: 'skip' } as const;
