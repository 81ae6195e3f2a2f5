import { defineJob, defineWorkload } from '@kickoff/jobs';
import { z } from 'zod';
import { common } from './chaos-common.js';
import { flowStep } from './chaos-flows.js';
import { askUpstream, holdFew, holdOfKey } from './chaos-limits.js';

/** The job types that the chaos test enqueues and its worker processes run: one for each promise that a kill could break. */

const numbered = z.object({ n: z.int() });

/** Succeeds. */
export const runOnce = defineJob({ ...common, type: 'chaos.run-once', summary: 'Succeeds.', input: numbered });

/** Fails so often, then succeeds. */
export const failFirst = defineJob({
  ...common,
  type: 'chaos.fail-first',
  summary: 'Fails, then succeeds.',
  attempts: 4,
  input: z.object({ failures: z.int() }),
});

/** Fails until its attempts are used up. */
export const giveUp = defineJob({
  ...common,
  type: 'chaos.give-up',
  summary: 'Always fails.',
  attempts: 2,
  input: numbered,
});

/** Fails so that no attempt is worth while. */
export const refuse = defineJob({
  ...common,
  type: 'chaos.refuse',
  summary: 'Fails unrecoverably.',
  attempts: 5,
  input: numbered,
});

/** Writes a row and enqueues `follow-up`, in one transaction. */
export const storeEffect = defineJob({
  ...common,
  type: 'chaos.store-effect',
  summary: 'Writes to PostgreSQL once.',
  attempts: 3,
  input: numbered,
});

export const followUp = defineJob({
  ...common,
  type: 'chaos.follow-up',
  summary: 'Was enqueued in a transaction.',
  input: z.object({ parent: z.string() }),
});

/** Jobs of one key run one after the other, in order. */
export const keepOrder = defineJob({
  ...common,
  type: 'chaos.keep-order',
  summary: 'Runs in line.',
  attempts: 3,
  input: z.object({ key: z.string(), n: z.int(), failures: z.int() }),
  ordered: { by: ({ key }) => key },
});

/** One unfinished job per key. */
export const holdKey = defineJob({
  ...common,
  type: 'chaos.hold-key',
  summary: 'Is unique.',
  input: z.object({ key: z.string() }),
  unique: { by: ({ key }) => key },
});

const contracts = [
  askUpstream,
  failFirst,
  flowStep,
  followUp,
  giveUp,
  holdFew,
  holdKey,
  holdOfKey,
  keepOrder,
  refuse,
  runOnce,
  storeEffect,
];

export const chaos = defineWorkload({
  name: 'chaos',
  summary: 'Jobs whose workers and servers are killed.',
  contracts,
  queues: { work: { service: 'external' } },
});

/** What a worker process is told. */
export interface ChaosWorkerOptions {
  nats: string[];
  postgres: string;
  ledger: string;
}
