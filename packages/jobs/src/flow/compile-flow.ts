import {
  checkFlowGraph,
  ConfigurationInvalid,
  durationMs,
  FlowInvalid,
  MAX_FLOW_NODES,
  parseJobSubject,
  type AnyContract,
  type Envelope,
  type FlowJob,
  type FlowNode,
  type FlowOutline,
  type JobNode,
} from '@kickoff/contracts';
import type { JobMessage } from '../client/job-message.js';
import type { QueueOf } from '../client/run-client.js';
import { childJobId } from '../job/job-id.js';
import { isNestedFlow, type FlowPlan } from './flow-plan.js';

/** A flow with its nested ones, every input validated and every id fixed. */
export interface CompiledFlow {
  flows: FlowOutline[];
  nodes: FlowNode[];
  workloads: Set<string>;
  jobIds: Map<string, string>;
  /** Of its jobs, each once. */
  queues: Map<string, QueueOf>;
}

/** Builds the message of one job without sending it. */
export type MessageOf = (
  contract: AnyContract,
  input: unknown,
  options: Pick<JobNode['options'], 'priority' | 'tags' | 'attempts'> & { id: string; parentId?: string },
) => Promise<JobMessage>;

/**
 * Ids follow from the flow's, so that a flow that is started twice with one id is one flow.
 *
 * @throws FlowInvalid, InputInvalid, PriorityNotDeclared, MessageInvalid
 */
export async function compileFlow(plan: FlowPlan, id: string, message: MessageOf): Promise<CompiledFlow> {
  const compiled: CompiledFlow = { flows: [], nodes: [], workloads: new Set(), jobIds: new Map(), queues: new Map() };
  await compile(plan, { id, path: '', root: plan.name, rootId: id }, compiled, message);
  return compiled;
}

interface Place {
  id: string;
  /** Names of the flows around it, each with a slash. */
  path: string;
  root: string;
  rootId: string;
  parent?: string;
}

async function compile(plan: FlowPlan, place: Place, into: CompiledFlow, message: MessageOf): Promise<void> {
  checkFlowGraph(plan.name, plan.nodes);
  if (plan.nodes.length === 0 && plan.kind !== 'batch') throw new FlowInvalid(plan.name, 'has no jobs');
  const { id, path, root, rootId, parent } = place;
  into.flows.push({ id, name: plan.name, kind: plan.kind, parent, deadlineMs: plan.deadlineMs });
  for (const { name, work, after, afterAll } of plan.nodes) {
    if (into.nodes.length >= MAX_FLOW_NODES)
      throw new FlowInvalid(
        root,
        `has more than ${MAX_FLOW_NODES} nodes; start several, or add jobs to a batch as it runs`,
      );
    const nodeId = childJobId(rootId, `${id}\n${name}`, into.nodes.length);
    const node = {
      id: nodeId,
      name,
      flow: parent === undefined ? undefined : id,
      after: after && after.length > 0 ? [...after] : undefined,
      afterAll,
    };
    if (isNestedFlow(work)) {
      into.nodes.push(node);
      await compile(work, { id: nodeId, path: `${path}${name}/`, root, rootId, parent: id }, into, message);
    } else {
      const { workload, queue } = work.contract;
      into.workloads.add(workload);
      into.queues.set(`${workload}/${queue}`, { workload, queue });
      into.jobIds.set(`${path}${name}`, nodeId);
      into.nodes.push({ ...node, job: await compileJob(work, nodeId, message) });
    }
  }
}

/** @throws InputInvalid, PriorityNotDeclared, MessageInvalid; ConfigurationInvalid when its unique rule could drop the job */
export async function compileJob(
  { contract, input, options }: JobNode,
  id: string,
  message: MessageOf,
  parentId?: string,
): Promise<FlowJob> {
  const { delay, ...choices } = options;
  const built = await message(contract, input, { ...choices, id, parentId });
  if (built.unique && built.unique.kind !== 'unfinished') {
    const rule = `${built.unique.kind} may answer for it with another job`;
    throw new ConfigurationInvalid(`${contract.type}.unique`, `does not go with a flow, whose job must run: ${rule}`);
  }
  const { queue, priority, key } = parseJobSubject(built.subject)!;
  return {
    type: contract.type,
    queue,
    priority,
    key,
    unique: built.unique && true,
    envelope: JSON.parse(built.body) as Envelope,
    expiresInMs: contract.expiresInMs,
    delayMs: delay === undefined ? undefined : durationMs(delay, `${contract.type}.delay`),
  };
}
