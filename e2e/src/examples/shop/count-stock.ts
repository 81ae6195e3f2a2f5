import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

export const countStock = defineJob({
  type: 'shop.count-stock',
  summary: 'Notes how many of an article are left.',
  queue: 'stock',
  input: z.object({ article: z.string(), left: z.int() }),
  output: z.object({ wasLeft: z.int().nullable() }),
  ordered: { by: ({ article }) => article },
  batch: { size: 100, wait: '20ms' },
});
