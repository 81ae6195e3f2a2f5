import { ADMISSION_KEY, bucketEntries } from '@kickoff/jobs';
import { defineCheck } from '../check.js';

export const admission = defineCheck({
  name: 'admission',
  needs: ['broker'],
  find: async ({ broker }) => {
    const closed = (await bucketEntries(broker, 'control', ADMISSION_KEY)).get(ADMISSION_KEY);
    if (closed === undefined) return [];
    return [
      {
        severity: 'problem',
        what: `enqueueing is closed: ${closed}`,
        where: 'key `admission` of the bucket `control`',
        remedy: 'make room in the store; it opens by itself below 80 %',
      },
    ];
  },
});
