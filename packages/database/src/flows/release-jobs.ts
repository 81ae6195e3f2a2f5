import type { EntityManager } from 'typeorm';
import type { FlowJob, JobError, NodeEnd, ParentResult } from '@kickoff/contracts';
import { releaseMessage } from '@kickoff/jobs';
import { storeMessages } from '../outbox/store-messages.js';
import { PARENTS_OF_NODES_SQL } from './release-nodes.sql.js';

/** A node that was released, as far as its job's message needs it. */
export interface ReleasedNode {
  id: string;
  flow_id: string;
  ordinal: number;
  type: string | null;
  job: FlowJob | null;
  revision: number;
  counted: boolean;
  parent_ids: string[];
}

interface ParentRow {
  child: string;
  name: string;
  id: string;
  type: string | null;
  state: NodeEnd;
  output: unknown;
  error: JobError | null;
  is_large: boolean;
}

/** Results that travel with a job, all of them together; larger ones are asked for when they are read. */
const INLINE_BYTES = 64 * 1024;
const INLINE_PARENTS = 100;
/** With the job itself; moves, events and dead letters repeat it and must fit too. */
const INLINE_WITH_BODY_BYTES = 512 * 1024;
const MESSAGES = 2_000;

/** Stores the messages of released jobs in the outbox, in the order of their flow. */
export async function releaseJobs(
  manager: EntityManager,
  nodes: readonly ReleasedNode[],
  now: number,
  { isRepeated }: { isRepeated?: boolean } = {},
): Promise<void> {
  const jobs = nodes.filter(({ job }) => job !== null).toSorted((a, b) => a.ordinal - b.ordinal);
  const results = await inlineParents(manager, jobs);
  const messages = jobs.map((node) => {
    const { id, flow_id: flowId, revision, job } = node;
    return releaseMessage({ id, flowId, revision, job: job!, parents: parentsOf(node, results), isRepeated }, now);
  });
  for (let from = 0; from < messages.length; from += MESSAGES)
    await storeMessages(manager, messages.slice(from, from + MESSAGES));
}

async function inlineParents(manager: EntityManager, jobs: readonly ReleasedNode[]): Promise<Map<string, ParentRow[]>> {
  const rows = new Map<string, ParentRow[]>();
  const children = jobs.filter(({ parent_ids: { length } }) => length > 0 && length <= INLINE_PARENTS);
  if (children.length === 0) return rows;
  const ids = children.map(({ id }) => id);
  for (const row of await manager.query<ParentRow[]>(PARENTS_OF_NODES_SQL, [ids, INLINE_BYTES])) {
    const known = rows.get(row.child);
    if (known) known.push(row);
    else rows.set(row.child, [row]);
  }
  return rows;
}

/** Undefined: they are to be asked for. */
function parentsOf(
  { id, job, counted, parent_ids }: ReleasedNode,
  rows: ReadonlyMap<string, ParentRow[]>,
): ParentResult[] | undefined {
  // A follower's parents are all the work of its flow.
  if (!counted) return undefined;
  if (parent_ids.length === 0) return [];
  const results: ParentResult[] = [];
  for (const { name, id: parent, type, state, output, error, is_large } of rows.get(id) ?? []) {
    // Behind a nested flow stand the jobs at its ends.
    if (type === null || is_large) return undefined;
    results.push({ name, id: parent, type, state, output: output ?? undefined, error: error ?? undefined });
  }
  if (results.length !== parent_ids.length) return undefined;
  const bytes = Buffer.byteLength(JSON.stringify(results));
  const fits = bytes <= INLINE_BYTES && bytes + Buffer.byteLength(JSON.stringify(job)) <= INLINE_WITH_BODY_BYTES;
  return fits ? results : undefined;
}
