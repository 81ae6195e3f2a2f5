import { defineWorkload } from '@kickoff/contracts';
import { chargeCard } from './charge-card.js';
import { countStock } from './count-stock.js';
import { countShelf, indexShelf, renderShelf, reorderShelf } from './refresh-catalogue.js';

export const shop = defineWorkload({
  name: 'shop',
  summary: 'Examples of what contracts can say.',
  contracts: [chargeCard, countShelf, countStock, indexShelf, renderShelf, reorderShelf],
  queues: { payments: { service: 'external' }, catalogue: { service: 'external' }, stock: { service: 'external' } },
});
