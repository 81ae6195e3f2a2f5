import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { UsageError } from '../../cli/command-error.js';

export const jobsReschedule = defineApiCommand({
  name: 'jobs reschedule',
  summary: 'Makes a delayed or retrying job due at another time',
  operations: ['rescheduleJob'],
  arguments: { id: { summary: 'of the job' } },
  options: {
    at: { kind: 'text', value: 'time', summary: 'ISO 8601; one that has passed means now' },
    delay: { kind: 'text', value: 'duration', summary: 'so long from now' },
  },
  examples: [{ line: 'kickoff jobs reschedule 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --delay 1h' }],
  ask: ({ api, arguments: { id }, options: { at, delay } }) => {
    if ((at === undefined) === (delay === undefined)) {
      throw new UsageError('either a time or a delay is needed', {
        where: '--at, --delay',
        remedy: 'name one of them',
      });
    }
    const body = at === undefined ? { delay: delay! } : { at };
    return answered(api.POST('/jobs/{id}/reschedule', { params: { path: { id } }, body }));
  },
  text: ({ id }) => id,
});
