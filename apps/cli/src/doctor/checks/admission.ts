import { ADMISSION_KEY, bucketValues } from '@kickoff/jobs';
import { defineCheck } from '../check.js';

export const admission = defineCheck({
  name: 'admission',
  needs: ['broker'],
  find: async ({ broker }) => {
    const closed = (await bucketValues(broker, 'control', ADMISSION_KEY)).get(ADMISSION_KEY)?.text;
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
