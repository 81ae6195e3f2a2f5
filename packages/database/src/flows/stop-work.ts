import type { EntityManager } from 'typeorm';
import type { FlowAdvance } from './advance-flows.js';
import { recordNodes, type RecordedNode } from './blocked-record.js';
import {
  CANCEL_BLOCKED_SQL,
  END_RELEASED_SQL,
  NESTED_RUNNING_SQL,
  PASS_DEADLINE_SQL,
  STOP_FLOWS_SQL,
  UNFINISHED_BELOW_SQL,
} from './stop-work.sql.js';
import { END_NESTED_SQL } from './unneed-nodes.sql.js';

interface Stop {
  /** In the transaction of `advance`. */
  manager: EntityManager;
  advance: FlowAdvance;
  now: number;
  reason: string;
}

/** Ends a flow with all that is nested in it: what waits is cancelled here, released jobs are by the keeper. */
export async function cancelFlow(flowId: string, stop: Stop): Promise<void> {
  const below: { id: string; state: string }[] = await stop.manager.query(UNFINISHED_BELOW_SQL, [flowId]);
  const running = below.filter(({ state }) => state === 'running').map(({ id }) => id);
  await stop.manager.query(STOP_FLOWS_SQL, [running, stop.reason]);
  await endNodes(running, false, stop);
}

/** Ends the work of a flow whose deadline has passed; what follows all of its work then tells of it. False: it has not passed. */
export async function passDeadline(flowId: string, stop: Stop): Promise<boolean> {
  const { manager, now, reason } = stop;
  const passed: object[] = await manager.query(PASS_DEADLINE_SQL, [flowId, new Date(now), reason]);
  if (passed.length === 0) return false;
  const nested: { id: string }[] = await manager.query(NESTED_RUNNING_SQL, [flowId]);
  for (const { id } of nested) await cancelFlow(id, stop);
  await endNodes([flowId], true, stop);
  return true;
}

async function endNodes(flowIds: readonly string[], onlyWork: boolean, stop: Stop): Promise<void> {
  const { manager, advance, reason, now } = stop;
  const at = new Date(now);
  await manager.query(END_RELEASED_SQL, [flowIds, reason, onlyWork]);
  const nodes: RecordedNode[] = await manager.query(CANCEL_BLOCKED_SQL, [flowIds, reason, onlyWork, at]);
  advance.note(nodes);
  const nested = nodes.filter(({ type }) => type === null).map(({ id }) => id);
  const inside: RecordedNode[] =
    nested.length > 0 ? await manager.query(END_NESTED_SQL, [nested, 'cancelled', at, reason]) : [];
  await recordNodes(manager, [...nodes, ...inside], 'cancelled', now);
}
