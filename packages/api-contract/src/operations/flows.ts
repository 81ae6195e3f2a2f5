import { EDGE_CONDITIONS, JobError } from '@kickoff/contracts';
import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { Priority } from '../schemas/job.js';
import { DurationText, Id, JobType, Reason, Time } from '../schemas/names.js';
import { PageQuery, pageOf } from '../schemas/page.js';

const FlowState = z.enum([
  'blocked',
  'running',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
  'refused',
  'unneeded',
]);
const NodeState = z.enum(['blocked', 'released', 'succeeded', 'failed', 'cancelled', 'skipped', 'unneeded']);
const Name = z.string().min(1).max(200);

const Flow = z
  .object({
    id: Id,
    name: Name,
    kind: z.enum(['chain', 'batch', 'flow']),
    state: FlowState,
    parentId: Id.nullable().meta({ description: 'The flow that it is nested in.' }),
    progress: z
      .object({ done: z.int(), failed: z.int(), total: z.int() })
      .meta({ description: 'Of the jobs that are its work: ended however, failed, and all.' }),
    reason: z.string().nullable(),
    deadline: Time.nullable(),
    createdAt: Time,
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
  })
  .meta({ id: 'Flow' });

const FlowNode = z
  .object({
    id: Id.meta({ description: 'Of its job, or of the nested flow.' }),
    name: Name,
    type: JobType.nullable().meta({ description: 'null: a nested flow.' }),
    state: NodeState,
    after: z.array(Id).meta({ description: 'Ids of the nodes that it waits for.' }),
    follows: z.boolean().meta({ description: 'It waits for all the work of its flow, and is not counted as work.' }),
    error: JobError.nullable(),
    reason: z.string().nullable(),
    releasedAt: Time.nullable().meta({ description: 'When its job was put into its queue.' }),
    endedAt: Time.nullable(),
    output: z.unknown().optional().meta({ description: 'Only for keys with the right to see payloads.' }),
  })
  .meta({ id: 'FlowNode' });

/** One job of a flow, with the choices that the SDK's `contract.with` has. */
const FlowJob = {
  type: JobType,
  input: z.unknown().optional().meta({ description: "As the type's input schema says: `GET /types/{type}`." }),
  priority: Priority.optional(),
  tags: z.array(z.string().min(1).max(200)).max(50).optional(),
  attempts: z.int().min(1).max(1_000).optional(),
  delay: DurationText.optional().meta({ description: 'Wait this long once everything before it is done.' }),
};
const Step = z.strictObject(FlowJob).meta({ id: 'FlowStep' });
const Part = z
  .strictObject({
    ...FlowJob,
    after: z
      .array(z.union([Name, z.strictObject({ node: Name, on: z.enum(EDGE_CONDITIONS) })]))
      .max(1_000)
      .optional()
      .meta({ description: 'Names of nodes whose success it waits for, or which end of theirs.' }),
  })
  .meta({ id: 'FlowPart' });

const MOST_JOBS = 1_000;
const deadline = DurationText.optional().meta({ description: 'What has not ended by then is cancelled.' });

const StartFlow = z
  .union([
    z.strictObject({ chain: z.array(Step).min(1).max(MOST_JOBS), onFailure: Step.optional(), deadline }),
    z.strictObject({
      name: Name,
      batch: z.array(Step).min(1).max(MOST_JOBS),
      // oxlint-disable-next-line unicorn/no-thenable -- the word that batches have; a body is never awaited
      then: Step.optional(),
      catch: Step.optional(),
      finally: Step.optional(),
      deadline,
    }),
    z.strictObject({
      name: Name,
      nodes: z
        .record(Name, Part)
        .refine((nodes) => Object.keys(nodes).length <= MOST_JOBS, `must be at most ${MOST_JOBS} nodes`),
      deadline,
    }),
  ])
  .meta({ id: 'StartFlow' });

const ById = z.strictObject({ id: Id });
const OneNode = z.strictObject({ id: Id, node: Name.meta({ example: 'oven', description: 'Name of the node.' }) });
const ReasonOrNone = (text: string) => z.strictObject({ reason: Reason.default(text) }).prefault({});

const id = '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a';
const shown: z.output<typeof Flow> = {
  id,
  name: 'a dozen loaves',
  kind: 'batch',
  state: 'running',
  parentId: null,
  progress: { done: 3, failed: 0, total: 12 },
  reason: null,
  deadline: null,
  createdAt: '2026-11-27T18:00:00.000Z',
  startedAt: '2026-11-27T18:00:00.010Z',
  endedAt: null,
};
const node: z.output<typeof FlowNode> = {
  id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6b',
  name: '1',
  type: 'baking.bake-loaf',
  state: 'succeeded',
  after: [],
  follows: false,
  error: null,
  reason: null,
  releasedAt: '2026-11-27T18:00:00.020Z',
  endedAt: '2026-11-27T18:00:01.000Z',
  output: { isGood: true },
};

export const listFlows = defineOperation({
  id: 'listFlows',
  method: 'GET',
  path: '/flows',
  summary: 'Flows, newest first; a nested one is a node of the flow that holds it.',
  role: 'viewer',
  query: PageQuery.extend({ state: FlowState.optional(), name: Name.optional() }),
  answers: { 200: pageOf(Flow) },
  example: { answer: { items: [shown], next: null } },
});

export const getFlow = defineOperation({
  id: 'getFlow',
  method: 'GET',
  path: '/flows/{id}',
  summary: 'One flow: its state and how far it is.',
  description:
    'A flow that was just started is there once a scheduler service has stored it. Its nodes have a list of their own.',
  role: 'viewer',
  params: ById,
  answers: { 200: Flow },
  errors: ['FLOW_NOT_FOUND'],
  example: { answer: shown },
});

export const listFlowNodes = defineOperation({
  id: 'listFlowNodes',
  method: 'GET',
  path: '/flows/{id}/nodes',
  summary: 'The nodes of a flow in their order.',
  role: 'viewer',
  params: ById,
  query: PageQuery.extend({ state: NodeState.optional() }),
  answers: { 200: pageOf(FlowNode) },
  errors: ['FLOW_NOT_FOUND'],
  example: { answer: { items: [node], next: null } },
});

export const startFlow = defineOperation({
  id: 'startFlow',
  method: 'POST',
  path: '/flows',
  summary: 'Starts a chain, a batch or a graph of jobs.',
  description: `Up to ${MOST_JOBS} jobs; all are checked before the flow starts. With an \`Idempotency-Key\` its id is derived from it. Types whose key only their code can make are refused unless the api loads their workload.`,
  role: 'publisher',
  body: StartFlow,
  answers: {
    201: z.object({ id: Id, jobs: z.record(z.string(), Id).meta({ description: 'Ids by names of nodes.' }) }),
  },
  errors: ['FLOW_INVALID', 'UNKNOWN_JOB_TYPE', 'INPUT_INVALID', 'PRIORITY_NOT_DECLARED', 'OVERLOADED', 'FORBIDDEN'],
  example: {
    body: {
      chain: [
        { type: 'baking.weigh-flour', input: { loaves: 1 } },
        { type: 'baking.bake-loaf', input: { loaf: 1 } },
      ],
    },
    answer: { id, jobs: { 'weigh-flour': node.id } },
  },
});

export const cancelFlow = defineOperation({
  id: 'cancelFlow',
  method: 'POST',
  path: '/flows/{id}/cancel',
  summary: 'Ends a flow with all that is nested in it; nothing of it starts any more.',
  role: 'operator',
  params: ById,
  body: ReasonOrNone('cancelled'),
  answers: { 200: Flow },
  errors: ['FLOW_NOT_FOUND', 'TOO_LATE'],
  changes: getFlow,
  example: { body: { reason: 'not needed any more' }, answer: { ...shown, state: 'cancelling' } },
});

export const retryFlow = defineOperation({
  id: 'retryFlow',
  method: 'POST',
  path: '/flows/{id}/retry',
  summary: 'Runs all that failed or was cancelled again, then what could not run because of it.',
  role: 'operator',
  params: ById,
  answers: { 200: Flow },
  errors: ['FLOW_NOT_FOUND', 'TOO_LATE'],
  changes: getFlow,
  example: { answer: shown },
});

export const retryFlowNode = defineOperation({
  id: 'retryFlowNode',
  method: 'POST',
  path: '/flows/{id}/nodes/{node}/retry',
  summary: 'Runs one node that failed or was cancelled again, then what could not run because of it.',
  role: 'operator',
  params: OneNode,
  answers: { 200: Flow },
  errors: ['FLOW_NOT_FOUND', 'TOO_LATE'],
  changes: getFlow,
  example: { answer: shown },
});

export const skipFlowNode = defineOperation({
  id: 'skipFlowNode',
  method: 'POST',
  path: '/flows/{id}/nodes/{node}/skip',
  summary: 'Lets a flow go on as if a node had succeeded, without a result.',
  role: 'operator',
  params: OneNode,
  body: ReasonOrNone('skipped'),
  answers: { 200: Flow },
  errors: ['FLOW_NOT_FOUND', 'TOO_LATE'],
  changes: getFlow,
  example: { body: { reason: 'the oven is broken' }, answer: shown },
});
