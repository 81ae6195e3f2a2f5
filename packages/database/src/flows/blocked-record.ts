import type { FlowJob } from '@kickoff/contracts';
import { foldEvents, type SqlRunner } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';

/** A node as far as the record of its job needs it. */
export interface RecordedNode {
  id: string;
  type: string | null;
  job: FlowJob | null;
  revision: number;
  reason?: string | null;
}

const BATCH = 1_000;

/** Jobs that wait for others of their flow have no message that intake could see, so the record is told of them here. */
export async function recordNodes(
  runner: SqlRunner,
  nodes: readonly RecordedNode[],
  state: 'blocked' | 'cancelled',
  at: number,
): Promise<void> {
  const events = nodes.flatMap((node): RecordedEvent[] => {
    const { id, type, job, revision, reason } = node;
    if (type === null || job === null) return [];
    const { queue, priority, key, envelope } = job;
    const told = { id, type, revision, delivery: 0, state, at, queue, priority, key, attempt: 1, envelope };
    // Seen, not told: whatever a worker says of the same revision is newer.
    return [{ ...told, intake: state === 'blocked', reason: reason ?? undefined }];
  });
  for (let from = 0; from < events.length; from += BATCH) await foldEvents(runner, events.slice(from, from + BATCH));
}
