import { defineJob, defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';

export const weighFlour = defineJob({
  type: 'baking.weigh-flour',
  summary: 'Weighs the flour for some loaves.',
  queue: 'kitchen',
  input: z.object({ loaves: z.int() }),
  output: z.object({ grams: z.int() }),
});

export const bakeLoaf = defineJob({
  type: 'baking.bake-loaf',
  summary: 'Bakes one loaf.',
  queue: 'kitchen',
  input: z.object({ loaf: z.int() }),
  output: z.object({ isGood: z.boolean() }),
});

export const openShop = defineJob({
  type: 'baking.open-shop',
  summary: 'Opens the shop with what was baked.',
  queue: 'kitchen',
  input: z.object({}),
  output: z.object({ loaves: z.int(), grams: z.int() }),
});

export const callBaker = defineJob({
  type: 'baking.call-baker',
  summary: 'Tells the baker what went wrong.',
  queue: 'kitchen',
  input: z.object({}),
});

export const baking = defineWorkload({
  name: 'baking',
  summary: 'Bread.',
  contracts: [bakeLoaf, callBaker, openShop, weighFlour],
  queues: { kitchen: { service: 'external' } },
});
