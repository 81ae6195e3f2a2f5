import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { QUEUE_ARGUMENT, queuePath } from '../../control/queue-path.js';

export const queuesUndrain = defineApiCommand({
  name: 'queues undrain',
  summary: 'Lets a drained queue take new jobs again',

  operations: ['undrainQueue'],
  arguments: QUEUE_ARGUMENT,
  options: REASON_OPTION,
  examples: [{ line: 'kickoff queues undrain weather/reporting' }],
  ask: ({ api, arguments: { queue }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.PUT('/queues/{workload}/{queue}/undrain', { params: { path: queuePath(queue) }, body: { reason } })),
  text: ({ what, draining }) => `${what} takes ${draining ? 'no new jobs' : 'new jobs again'}`,
});
