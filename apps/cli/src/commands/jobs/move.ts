import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';

export const jobsMove = defineApiCommand({
  name: 'jobs move',
  summary: 'Puts a waiting job into another queue of its workload',
  operations: ['moveJob'],
  arguments: {
    id: { summary: 'of the job' },
    queue: { summary: 'name of the queue; one of its workers has to run the type' },
  },
  examples: [{ line: 'kickoff jobs move 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a express' }],
  ask: ({ api, arguments: { id, queue } }) =>
    answered(api.POST('/jobs/{id}/move', { params: { path: { id } }, body: { queue } })),
  text: ({ id }) => id,
});
