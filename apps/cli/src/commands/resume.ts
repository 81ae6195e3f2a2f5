import { DEFAULT_REASON, REASON_OPTION } from '../api/api-options.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { changePause, pausedText } from '../control/paused-target.js';

export const resume = defineApiCommand({
  name: 'resume',
  summary: 'Ends the pause of a queue, type or workload, or of all workloads',
  description: 'With --all each workload is resumed; a queue or type that was paused by itself has a pause of its own.',
  operations: ['resumeQueue', 'resumeType', 'resumeWorkload', 'listQueues'],
  arguments: { target: { summary: '<workload>/<queue>, a type, or a workload', complete: 'targets', optional: true } },
  options: { all: { kind: 'flag', summary: 'every workload' }, ...REASON_OPTION },
  examples: [
    { line: 'kickoff resume weather/reporting --reason "upstream is back"' },
    { line: 'kickoff resume weather.report-weather' },
    { line: 'kickoff resume --all' },
  ],
  ask: ({ api, arguments: { target }, options: { all, reason = DEFAULT_REASON } }) =>
    changePause(api, 'resume', { target, all, reason }),
  text: pausedText,
});
