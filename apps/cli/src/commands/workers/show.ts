import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { fieldLines } from '../../cli/fields.js';
import { chosenWorker, WORKER_ARGUMENT } from '../../control/chosen-worker.js';

const MB = 2 ** 20;

export const workersShow = defineApiCommand({
  name: 'workers show',
  summary: 'Shows one worker: where it runs, what it does and how its process is',
  operations: ['getWorker', 'listWorkers'],
  arguments: WORKER_ARGUMENT,
  examples: [{ line: 'kickoff workers show processor-1' }],
  ask: async ({ api, arguments: { worker } }) => {
    const { id } = await chosenWorker(api, worker);
    return answered(api.GET('/workers/{id}', { params: { path: { id } } }));
  },
  text: ({ queues, types, causes, told, eventLoopMs, memory, ...worker }) =>
    fieldLines({
      ...worker,
      causes: causes.join('\n'),
      told: told && `to ${told.name} by ${told.by}: ${told.reason}`,
      queues: queues.map(({ name, slots, busy }) => `${name}: ${busy} of ${slots} slots`).join('\n'),
      types: types.join('\n'),
      'event loop': eventLoopMs && `late by ${eventLoopMs.mean} ms, p99 ${eventLoopMs.p99}, max ${eventLoopMs.max}`,
      memory: memory && `${Math.round(memory.rssBytes / MB)} MB, heap ${Math.round(memory.heapUsedBytes / MB)} MB`,
    }),
});
