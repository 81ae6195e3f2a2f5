import { defineWorkload } from '@kickoff/contracts';

export const workload = defineWorkload({
  name: '{{workload}}',
  summary: '{{summary}}',
  contracts: [],
  queues: { {{queueKey}}: { service: '{{service}}' } },
});
