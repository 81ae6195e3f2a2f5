import {
  flowPartSubject,
  flowSubject,
  MessageInvalid,
  NATS_HEADERS,
  type FlowAddition,
  type FlowNode,
  type FlowStart,
} from '@kickoff/contracts';
import type { Publish } from '../broker/publish.js';
import { BATCH_SIZE } from '../client/atomic-batch.js';

/** Body of one message at most, so that the broker's default limit of 1 MB holds it with its headers. */
const MAX_PART_BYTES = 512 * 1024;

type Head = { kind: 'start'; flows: FlowStart['flows'] } | { kind: 'add' };

/**
 * The messages of one start or addition: parts first, and last the one that the scheduler service looks for. Their ids
 * make a repetition harmless.
 *
 * @throws MessageInvalid when it is larger than one atomic batch
 */
export function flowMessages(
  head: Head,
  address: { scope: string; flowId: string; id: string },
  nodes: readonly FlowNode[],
): (Publish & { body: string })[] {
  const chunks = chunksOf(nodes);
  const last = chunks.pop() ?? [];
  if (chunks.length >= BATCH_SIZE)
    throw new MessageInvalid(`flow ${address.flowId} has more than ${BATCH_SIZE} × 512 KB; pass references as inputs`);
  const messages = chunks.map((chunk, index) => ({
    subject: flowPartSubject(address.scope, address.id, index + 1),
    headers: { [NATS_HEADERS.messageId]: `${address.id}.part.${index + 1}` },
    body: `{"nodes":[${chunk.join(',')}]}`,
  }));
  const start: FlowAddition | FlowStart =
    head.kind === 'start'
      ? { flows: head.flows, nodes: [], parts: messages.length }
      : { nodes: [], parts: messages.length };
  messages.push({
    subject: flowSubject(head.kind, address),
    headers: { [NATS_HEADERS.messageId]: `${address.id}.${head.kind}` },
    body: JSON.stringify(start).replace('"nodes":[]', () => `"nodes":[${last.join(',')}]`),
  });
  return messages;
}

/** Nodes as JSON, as many to a part as fit. A node alone is a job, whose size was checked. */
function chunksOf(nodes: readonly FlowNode[]): string[][] {
  const chunks: string[][] = [];
  let bytes = Infinity;
  for (const node of nodes) {
    const json = JSON.stringify(node);
    const size = Buffer.byteLength(json) + 1;
    if (bytes + size > MAX_PART_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)!.push(json);
    bytes += size;
  }
  return chunks;
}
