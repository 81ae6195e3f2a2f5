import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { fieldLines } from '../../cli/fields.js';
import { QUEUE_ARGUMENT, queuePath } from '../../control/queue-path.js';

export const queuesShow = defineApiCommand({
  name: 'queues show',
  summary: 'Shows one queue: depth by priority, age, throughput, limits, pause and drain',
  operations: ['getQueue'],
  arguments: QUEUE_ARGUMENT,
  examples: [{ line: 'kickoff queues show weather/reporting' }],
  ask: ({ api, arguments: { queue } }) =>
    answered(api.GET('/queues/{workload}/{queue}', { params: { path: queuePath(queue) } })),
  text: ({ workload, name, priorities, throughput, pause, drain, ...queue }) =>
    fieldLines({
      queue: `${workload}/${name}`,
      due: priorities.map(({ priority, waiting, inHand }) => `${priority} ${waiting} (+${inHand} in hand)`).join('\n'),
      'oldest since': queue.oldestSince,
      'waiting jobs': queue.waitingJobs,
      running: queue.running,
      slots: queue.slots,
      workers: queue.workers.join('\n'),
      'per minute':
        throughput && `${throughput.enqueued} enqueued, ${throughput.succeeded} succeeded, ${throughput.failed} failed`,
      limits: queue.limits
        .map(
          ({ name: limit, terms, overridden }) =>
            `${limit} ${JSON.stringify(terms)}${overridden ? ' (overridden)' : ''}`,
        )
        .join('\n'),
      paused: pause && `by ${pause.by} since ${pause.since}: ${pause.reason}`,
      drained: drain && `by ${drain.by} since ${drain.since}: ${drain.reason}`,
    }),
});
