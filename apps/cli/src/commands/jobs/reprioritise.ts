import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PRIORITY_CHOICES } from '../../jobs/priority-choices.js';
export const jobsReprioritise = defineApiCommand({
  name: 'jobs reprioritise',
  summary: 'Gives a waiting job another priority of its queue',
  operations: ['reprioritiseJob'],
  arguments: {
    id: { summary: 'of the job' },
    priority: { summary: 'one that the queue declares', choices: PRIORITY_CHOICES },
  },
  examples: [{ line: 'kickoff jobs reprioritise 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a high' }],
  ask: ({ api, arguments: { id, priority } }) =>
    answered(
      api.POST('/jobs/{id}/reprioritise', {
        params: { path: { id } },
        body: { priority: priority as (typeof PRIORITY_CHOICES)[number] },
      }),
    ),
  text: ({ id }) => id,
});
