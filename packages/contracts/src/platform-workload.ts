import { z } from 'zod';
import { defineJob } from './contract.js';
import { compileLimits, type LimitDefinition } from './limit.js';
import { defineWorkload } from './workload.js';

/** The workload of the platform itself: what an operator starts, and takes longer than a request, is a job like any other. */

export const PLATFORM_WORKLOAD = 'kickoff';

/**
 * Does something to all jobs that a filter describes. What exactly stands in `kickoff.operations` under the job's id, with
 * how far it has come, so that a second run goes on where the first one ended.
 */
export const runOperation = defineJob({
  type: `${PLATFORM_WORKLOAD}.run-operation`,
  summary: 'Does something to all jobs that a filter describes.',
  queue: 'operations',
  input: z.object({ action: z.string(), reason: z.string() }),
  output: z.object({ done: z.int(), skipped: z.int(), failed: z.int() }),
  attempts: 5,
  losses: 10,
  timeout: '24h',
});

export const platformWorkload = defineWorkload({
  name: PLATFORM_WORKLOAD,
  summary: 'Work of the platform itself.',
  contracts: [runOperation],
  queues: { operations: { service: 'external' } },
});

/** So many jobs of one stream are moved by operations: more would take the broker from those that run. By workload. */
export const BULK_MOVES: LimitDefinition = compileLimits('operations', [
  { name: 'bulk-moves', limit: 500, per: '1s' },
])![0]!.definition;
