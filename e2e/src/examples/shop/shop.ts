import { defineWorkload } from '@kickoff/contracts';
import { chargeCard } from './charge-card.js';

export const shop = defineWorkload({
  name: 'shop',
  summary: 'Examples of what contracts can say.',
  contracts: [chargeCard],
  queues: { payments: { service: 'external' } },
});
