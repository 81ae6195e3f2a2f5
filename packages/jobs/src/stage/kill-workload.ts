import {
  defineJob,
  defineWorkload,
  fixed,
  type AnyContract,
  type JobContract,
  type Workload,
} from '@kickoff/contracts';
import { z } from 'zod';

/** The job types that `worker-process.ts` runs, for the test and the process alike. */

const numbered = z.object({ n: z.int() });
const slow = z.object({ ms: z.int(), block: z.boolean().optional() });
const nothing = z.object({});
const ordered = z.object({ key: z.string(), n: z.int(), failures: z.int() });

/** Each costs the test the start of a process and an ack wait. */
export const KILLER_LOSSES = 2;

export interface KillWorkload {
  workload: Workload;
  runQuick: JobContract<typeof numbered>;
  runSlow: JobContract<typeof slow>;
  killProcess: JobContract<typeof nothing>;
  keepOrder: JobContract<typeof ordered>;
  /** As `keepOrder`, jobs of several keys at once. */
  keepBatchesInOrder: JobContract<typeof ordered>;
}

/** What a handler tells the test. */
export interface Note {
  what: 'quick' | 'slow' | 'killer' | 'begin' | 'end';
  key?: string;
  n: number;
  attempt: number;
  pid: number;
}

export function note(workload: string): string {
  return `notes.${workload}`;
}

export function killWorkload(name: string): KillWorkload {
  const common = { summary: 'for tests', queue: 'work' };
  const runQuick = defineJob({ ...common, type: `${name}.run-quick`, attempts: 1, input: numbered });
  const runSlow = defineJob({ ...common, type: `${name}.run-slow`, attempts: 1, input: slow });
  const killProcess = defineJob({
    ...common,
    type: `${name}.kill-process`,
    attempts: 1,
    input: nothing,
    losses: KILLER_LOSSES,
  });
  const inOrder = {
    ...common,
    attempts: 5,
    backoff: fixed('250ms'),
    input: ordered,
    ordered: { by: ({ key }: z.infer<typeof ordered>) => key },
    losses: 20,
  };
  const keepOrder = defineJob({ ...inOrder, type: `${name}.keep-order` });
  const keepBatchesInOrder = defineJob({
    ...inOrder,
    type: `${name}.keep-batches-in-order`,
    batch: { size: 3, wait: '20ms' },
  });
  const contracts: AnyContract[] = [keepBatchesInOrder, keepOrder, killProcess, runQuick, runSlow];
  const workload = defineWorkload({ name, summary: 'tests', contracts, queues: { work: { service: 'external' } } });
  return { workload, runQuick, runSlow, killProcess, keepOrder, keepBatchesInOrder };
}
