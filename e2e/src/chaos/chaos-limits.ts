import { defineJob } from '@kickoff/jobs';
import { z } from 'zod';
import { common } from './chaos-common.js';

/** Job types with named limits. */

export const UPSTREAM = { name: 'upstream', limit: 25, per: '1s' } as const;
export const UPSTREAM_WINDOW_MS = 1_000;
export const FEW = { name: 'few-at-once', limit: 8 } as const;
export const PER_KEY = { name: 'per-key', limit: 2 } as const;

/** What it holds, it holds so long. */
const holding = z.object({ key: z.string(), ms: z.int() });
const perKey = [{ ...PER_KEY, by: ({ key }: z.infer<typeof holding>) => key }];

/** So many start within a window, and so many at once of each key. */
export const askUpstream = defineJob({
  ...common,
  type: 'chaos.ask-upstream',
  summary: 'Has a rate and holds a place of its key.',
  input: holding,
  concurrency: perKey,
  rateLimit: [UPSTREAM],
});

/** So many at once. */
export const holdFew = defineJob({
  ...common,
  type: 'chaos.hold-few',
  summary: 'Holds a place.',
  input: holding,
  concurrency: [FEW],
});

/** So many at once of each key, together with `askUpstream`. */
export const holdOfKey = defineJob({
  ...common,
  type: 'chaos.hold-of-key',
  summary: 'Holds a place of its key.',
  input: holding,
  concurrency: perKey,
});
