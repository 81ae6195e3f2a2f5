import { defineJob, type FlowBuilder, type JobClient } from '@kickoff/jobs';
import type { JobState } from '@kickoff/contracts';
import { z } from 'zod';
import { common } from './chaos-common.js';

/** Flows of every kind, each with how it must end. */

/** Fails so often: never, once and then no more, or until it is dead. */
export const flowStep = defineJob({
  ...common,
  type: 'chaos.flow-step',
  summary: 'Is a node of a flow.',
  attempts: 2,
  input: z.object({ failures: z.int() }),
});

/** How a node ends: state and attempts of its job. */
type NodeEnd = readonly [state: JobState, attempts: number];
const SUCCEEDS: NodeEnd = ['succeeded', 1];
const SUCCEEDS_LATE: NodeEnd = ['succeeded', 2];
const DIES: NodeEnd = ['dead', 2];
const UNNEEDED: NodeEnd = ['cancelled', 1];

const step = flowStep.with({ failures: 0 });
const lateStep = flowStep.with({ failures: 1 });
const deadStep = flowStep.with({ failures: 2 });

/** A flow's row once it has ended. */
export interface FlowEnd {
  state: 'succeeded' | 'failed' | 'unneeded';
  total: number;
  done: number;
  failed: number;
}

export interface FlowOrder {
  builder: FlowBuilder;
  end: FlowEnd;
  /** Of nested flows by name. */
  nested: Readonly<Record<string, FlowEnd>>;
  /** By name in the flow. */
  nodes: Readonly<Record<string, NodeEnd>>;
  /** Names of nodes, of which the first ends before the second begins. */
  edges: readonly (readonly [string, string])[];
}

const KINDS: readonly ((jobs: JobClient) => FlowOrder)[] = [
  (jobs) => ({
    builder: jobs.chain(step, jobs.batch('inner', [step, lateStep, step]), step).onFailure(step),
    end: { state: 'succeeded', total: 3, done: 3, failed: 0 },
    nested: { inner: { state: 'succeeded', total: 3, done: 3, failed: 0 } },
    nodes: {
      'flow-step': SUCCEEDS,
      'inner/1': SUCCEEDS,
      'inner/2': SUCCEEDS_LATE,
      'inner/3': SUCCEEDS,
      'flow-step-2': SUCCEEDS,
      'on-failure': UNNEEDED,
    },
    edges: [
      ['flow-step', 'inner/1'],
      ['flow-step', 'inner/2'],
      ['flow-step', 'inner/3'],
      ['inner/1', 'flow-step-2'],
      ['inner/2', 'flow-step-2'],
      ['inner/3', 'flow-step-2'],
    ],
  }),
  (jobs) => ({
    builder: jobs.chain(lateStep, deadStep, jobs.batch('never', [step, step]), step).onFailure(step),
    end: { state: 'failed', total: 4, done: 4, failed: 1 },
    nested: { never: { state: 'unneeded', total: 2, done: 2, failed: 0 } },
    nodes: {
      'flow-step': SUCCEEDS_LATE,
      'flow-step-2': DIES,
      'never/1': UNNEEDED,
      'never/2': UNNEEDED,
      'flow-step-3': UNNEEDED,
      'on-failure': SUCCEEDS,
    },
    edges: [
      ['flow-step', 'flow-step-2'],
      ['flow-step-2', 'on-failure'],
    ],
  }),
  (jobs) => ({
    builder: jobs
      .batch('eight', [step, step, deadStep, step, lateStep, step, deadStep, step])
      .then(step)
      .catch(step)
      .finally(step),
    end: { state: 'failed', total: 8, done: 8, failed: 2 },
    nested: {},
    nodes: {
      ...Object.fromEntries(['1', '2', '4', '6', '8'].map((name) => [name, SUCCEEDS])),
      '3': DIES,
      '5': SUCCEEDS_LATE,
      '7': DIES,
      // oxlint-disable-next-line unicorn/no-thenable -- the name of a node
      then: UNNEEDED,
      catch: SUCCEEDS,
      finally: SUCCEEDS,
    },
    edges: ['1', '2', '3', '4', '5', '6', '7', '8', 'catch'].map((name) => [name, 'finally'] as const),
  }),
  (jobs) => ({
    builder: jobs.flow('graph', {
      first: step,
      risky: { job: deadStep, after: ['first'] },
      inner: { flow: jobs.batch('inner', [step, lateStep]), after: ['first'] },
      mend: { job: step, after: [{ node: 'risky', on: 'failure' }] },
      doomed: { job: step, after: ['risky', 'inner'] },
      last: { job: step, after: ['inner', { node: 'risky', on: 'settled' }] },
    }),
    end: { state: 'failed', total: 6, done: 6, failed: 1 },
    nested: { inner: { state: 'succeeded', total: 2, done: 2, failed: 0 } },
    nodes: {
      first: SUCCEEDS,
      risky: DIES,
      'inner/1': SUCCEEDS,
      'inner/2': SUCCEEDS_LATE,
      mend: SUCCEEDS,
      doomed: UNNEEDED,
      last: SUCCEEDS,
    },
    edges: [
      ['first', 'risky'],
      ['first', 'inner/1'],
      ['first', 'inner/2'],
      ['risky', 'mend'],
      ['risky', 'last'],
      ['inner/1', 'last'],
      ['inner/2', 'last'],
    ],
  }),
];

/** Of the kinds in turn. */
export function flowOrder(jobs: JobClient, n: number): FlowOrder {
  return KINDS[n % KINDS.length]!(jobs);
}
