import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { table } from '../../cli/table.js';
import { timingText } from '../../control/schedule-text.js';

export const schedulesList = defineApiCommand({
  name: 'schedules list',
  summary: 'Lists the schedules as they are in effect',
  operations: ['listSchedules'],
  options: { workload: { kind: 'text', value: 'name', complete: 'workloads', summary: 'only its schedules' } },
  examples: [{ line: 'kickoff schedules list' }, { line: 'kickoff schedules list --workload weather --json' }],
  ask: async ({ api, options: { workload } }) => {
    const { items } = await answered(api.GET('/schedules'));
    return items.filter((schedule) => workload === undefined || schedule.workload === workload);
  },
  text: (items) =>
    items.length === 0
      ? 'no schedule is known'
      : table(
          ['SCHEDULE', 'TYPE', 'FIRES', 'OVERLAP', ''],
          items.map((schedule) => [
            schedule.id,
            schedule.type,
            timingText(schedule),
            schedule.overlap,
            [schedule.enabled ? '' : 'disabled', schedule.isEdited ? 'edited' : ''].filter(Boolean).join(', '),
          ]),
        ),
});
