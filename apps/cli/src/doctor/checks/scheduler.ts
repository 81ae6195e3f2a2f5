import { activeSchedulers } from '@kickoff/jobs';
import { defineCheck } from '../check.js';

export const scheduler = defineCheck({
  name: 'scheduler',
  needs: ['broker'],
  find: async ({ broker }) => {
    if ((await activeSchedulers(broker)).length > 0) return [];
    return [
      {
        severity: 'problem',
        what: 'no scheduler service runs: no schedule fires, no limit grants, no pause or cancellation is stored',
        where: 'bucket `leases`',
        remedy: 'start the scheduler service, or look into its log',
      },
    ];
  },
});
