import { DEFAULT_REASON, REASON_OPTION } from '../api/api-options.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { changePause, pausedText } from '../control/paused-target.js';

export const pause = defineApiCommand({
  name: 'pause',
  summary: 'Starts no more jobs of a queue, type or workload, or of all, until they are resumed',
  description:
    'Running jobs finish. With --all each workload is paused but `kickoff`, the platform itself; a queue or type that was paused by itself has a pause of its own.',
  operations: ['pauseQueue', 'pauseType', 'pauseWorkload', 'listQueues'],
  arguments: { target: { summary: '<workload>/<queue>, a type, or a workload', complete: 'targets', optional: true } },
  options: { all: { kind: 'flag', summary: 'every workload' }, ...REASON_OPTION },
  examples: [
    { line: 'kickoff pause weather/reporting --reason "upstream is down"' },
    { line: 'kickoff pause weather.report-weather' },
    { line: 'kickoff pause --all' },
  ],
  ask: ({ api, arguments: { target }, options: { all, reason = DEFAULT_REASON } }) =>
    changePause(api, 'pause', { target, all, reason }),
  text: pausedText,
});
