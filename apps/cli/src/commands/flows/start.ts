import type { components } from '@kickoff/api-client';
import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { jsonOf } from '../../api/json-of.js';

export const flowsStart = defineApiCommand({
  name: 'flows start',
  summary: 'Starts a chain, a batch or a graph of jobs',
  description: 'The flow is JSON, as the operation `startFlow` takes it; the api says which place of it is wrong.',
  operations: ['startFlow'],
  arguments: { flow: { summary: 'JSON, or @file' } },
  examples: [
    { line: 'kickoff flows start @morning.json' },
    {
      line: `kickoff flows start '{"chain":[{"type":"weather.predict-rain","input":{"city":"oslo"}},{"type":"weather.report-weather","input":{"city":"oslo"}}]}'`,
    },
  ],
  ask: async ({ api, arguments: { flow }, context }) => {
    const body = (await jsonOf('flow', flow, context)) as components['schemas']['StartFlow'];
    return answered(api.POST('/flows', { body }));
  },
  text: ({ id }) => id,
});
