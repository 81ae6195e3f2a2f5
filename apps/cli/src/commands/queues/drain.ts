import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { QUEUE_ARGUMENT, queuePath } from '../../control/queue-path.js';

export const queuesDrain = defineApiCommand({
  name: 'queues drain',
  summary: 'Lets a queue take no new jobs, while what is in it runs to its end',
  description:
    'Whoever enqueues is refused until `queues undrain`; delayed jobs, further attempts and children of running jobs still come.',
  operations: ['drainQueue'],
  arguments: QUEUE_ARGUMENT,
  options: REASON_OPTION,
  examples: [{ line: 'kickoff queues drain weather/reporting --reason "moving house"' }],
  ask: ({ api, arguments: { queue }, options: { reason = DEFAULT_REASON } }) =>
    answered(api.PUT('/queues/{workload}/{queue}/drain', { params: { path: queuePath(queue) }, body: { reason } })),
  text: ({ what, draining }) => `${what} takes ${draining ? 'no new jobs' : 'new jobs again'}`,
});
