import { FlowPart, flowPartSubject, flowsStream, type FlowNode } from '@kickoff/contracts';
import { deleteMessage, lastMessage, type Broker } from '@kickoff/jobs';

/** The nodes in the parts of a start or an addition; undefined when a part is gone or cannot be read. */
export async function readParts(
  { manager }: Broker,
  { scope, id }: { scope: string; id: string },
  parts: number,
): Promise<FlowNode[] | undefined> {
  const nodes: FlowNode[] = [];
  for (let n = 1; n <= parts; n += 1) {
    const stored = await manager.streams.getMessage(flowsStream(), { last_by_subj: flowPartSubject(scope, id, n) });
    const part = FlowPart.safeParse(stored?.json());
    if (!part.success) return undefined;
    nodes.push(...part.data.nodes);
  }
  return nodes;
}

/** Deletes them: whoever could need them again has stored them. */
export async function deleteParts(
  { connection }: Broker,
  { scope, id }: { scope: string; id: string },
  parts: number,
): Promise<void> {
  for (let n = 1; n <= parts; n += 1) {
    const stored = await lastMessage(connection, flowsStream(), flowPartSubject(scope, id, n));
    if (stored) await deleteMessage(connection, flowsStream(), stored.sequence);
  }
}
