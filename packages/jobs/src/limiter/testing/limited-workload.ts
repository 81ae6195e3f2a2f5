import { defineJob, defineWorkload, fixed, type JobContract, type Workload } from '@kickoff/contracts';
import { z } from 'zod';

/** The job types of limits that `limited-worker.ts` runs, for the test and the process alike. */

const held = z.object({ n: z.int(), key: z.string(), ms: z.int(), block: z.boolean().optional() });
const numbered = z.object({ n: z.int() });

export const FEW_AT_ONCE = 3;
/** Long windows are written down. */
export const UPSTREAM_WINDOWS = [
  { limit: 10, perMs: 1_000 },
  { limit: 40, perMs: 6_000 },
];
/** Short ones are the limiter's memory alone. */
export const QUICK_WINDOW = { limit: 4, perMs: 1_000 };

export interface LimitedWorkload {
  workload: Workload;
  /** One per key. */
  holdSlot: JobContract<typeof held>;
  /** At most `FEW_AT_ONCE`, and within the rate of long windows. */
  holdBoth: JobContract<typeof held>;
  /** Within the rate of short windows. */
  askQuickly: JobContract<typeof numbered>;
}

export function limitedWorkload(name: string): LimitedWorkload {
  const common = { summary: 'for tests', queue: 'work', attempts: 1, losses: 100, backoff: fixed('1s') };
  const fewAtOnce = { name: 'few-at-once', limit: FEW_AT_ONCE };
  const onePerKey = { name: 'one-per-key', limit: 1, by: ({ key }: z.infer<typeof held>) => key };
  const rateLimit = UPSTREAM_WINDOWS.map(({ limit, perMs }) => ({
    name: 'upstream',
    limit,
    per: `${perMs}ms` as const,
  }));
  const askQuickly = defineJob({
    ...common,
    type: `${name}.ask-quickly`,
    input: numbered,
    rateLimit: [{ name: 'quick', limit: QUICK_WINDOW.limit, per: `${QUICK_WINDOW.perMs}ms` }],
  });
  const holdBoth = defineJob({
    ...common,
    type: `${name}.hold-both`,
    input: held,
    concurrency: [fewAtOnce],
    rateLimit,
  });
  const holdSlot = defineJob({
    ...common,
    type: `${name}.hold-slot`,
    input: held,
    concurrency: [onePerKey],
  });
  const contracts = [askQuickly, holdBoth, holdSlot];
  const workload = defineWorkload({ name, summary: 'tests', contracts, queues: { work: { service: 'external' } } });
  return { workload, holdSlot, holdBoth, askQuickly };
}
