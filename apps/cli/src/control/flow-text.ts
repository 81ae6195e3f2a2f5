import type { components } from '@kickoff/api-client';
import { fieldLines } from '../cli/fields.js';
import { table } from '../cli/table.js';

type Flow = components['schemas']['Flow'];
type FlowNode = components['schemas']['FlowNode'];

/** How far a flow is: `3/12, 1 failed`. */
export function progressText({ progress: { done, failed, total } }: Flow): string {
  return `${done}/${total}${failed === 0 ? '' : `, ${failed} failed`}`;
}

/** One flow for people. */
export function flowText(flow: Flow): string {
  return fieldLines({
    id: flow.id,
    name: flow.name,
    kind: flow.kind,
    state: flow.state,
    done: progressText(flow),
    reason: flow.reason,
    created: flow.createdAt,
    started: flow.startedAt,
    deadline: flow.deadline,
    ended: flow.endedAt,
    'nested in': flow.parentId,
  });
}

/** One row a node. */
export function nodeTable(nodes: readonly FlowNode[]): string {
  return table(
    ['NODE', 'STATE', 'TYPE', 'ID', ''],
    nodes.map(({ name, state, type, id, error, reason }) => [
      name,
      state,
      type ?? 'a flow',
      id,
      error?.message ?? reason ?? '',
    ]),
  );
}
