import { z } from 'zod';
import { Envelope } from './envelope.js';
import { PRIORITIES } from './priority.js';

/**
 * A flow on the wire: a list of nodes and what each waits for. Chains and batches are flows of a certain shape; a nested
 * flow is a node without a job, whose id is the nested flow's.
 */

/** What must have become of a node before another one starts. `settled`: it has ended, however. */
export const EDGE_CONDITIONS = ['success', 'failure', 'settled'] as const;
export type EdgeCondition = (typeof EDGE_CONDITIONS)[number];

export const FLOW_KINDS = ['chain', 'batch', 'flow'] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Nodes of one flow at most, those of nested flows and of later additions among them. */
export const MAX_FLOW_NODES = 50_000;

export const FlowEdge = z.object({ node: z.string(), on: z.enum(EDGE_CONDITIONS) });
export type FlowEdge = z.infer<typeof FlowEdge>;

/** A job as it will be enqueued once its turn has come. */
export const FlowJob = z.object({
  type: z.string(),
  queue: z.string(),
  priority: z.enum(PRIORITIES),
  key: z.string(),
  unique: z.boolean().optional(),
  envelope: Envelope,
  /** Not started within this time after its release: expired. */
  expiresInMs: z.number().optional(),
  /** Waits this long after its release. */
  delayMs: z.number().optional(),
});
export type FlowJob = z.infer<typeof FlowJob>;

export const FlowNode = z.object({
  /** Of the job, or of the nested flow. Fixed at start, so that nothing runs twice when something is repeated. */
  id: z.uuid(),
  /** Unique in its flow. */
  name: z.string().min(1).max(200),
  /** The nested flow it belongs to. Absent: the one that is started. */
  flow: z.uuid().optional(),
  after: z.array(FlowEdge).optional(),
  /** Waits for every node of its flow that has no `afterAll`. Such a node reports on the work and does not count as work. */
  afterAll: z.enum(EDGE_CONDITIONS).optional(),
  /** Absent: a nested flow. */
  job: FlowJob.optional(),
});
export type FlowNode = z.infer<typeof FlowNode>;

export const FlowOutline = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(200),
  kind: z.enum(FLOW_KINDS),
  /** Of a nested flow: the flow that holds it. */
  parent: z.uuid().optional(),
  /** Milliseconds after its start at which what has not ended is cancelled. */
  deadlineMs: z.number().positive().optional(),
});
export type FlowOutline = z.infer<typeof FlowOutline>;

/** Body on `flows.start.…`: the flow, its nested ones, and as many nodes as fit. */
export const FlowStart = z.object({
  flows: z.array(FlowOutline).min(1),
  nodes: z.array(FlowNode),
  /** How many messages on `flows.part.…` hold the rest of the nodes. */
  parts: z.int().min(0),
});
export type FlowStart = z.infer<typeof FlowStart>;

/** Body on `flows.add.…`: more jobs for a batch that runs. */
export const FlowAddition = z.object({ nodes: z.array(FlowNode), parts: z.int().min(0) });
export type FlowAddition = z.infer<typeof FlowAddition>;

/** Body on `flows.part.…`. */
export const FlowPart = z.object({ nodes: z.array(FlowNode) });
export type FlowPart = z.infer<typeof FlowPart>;
