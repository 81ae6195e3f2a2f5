import { jobsStream, readySubject, type Priority } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { readDirectBatch } from '../broker/direct-batch.js';

/** The first waiting job of a queue that no worker has got yet. */
export interface OldestWaiting {
  queue: string;
  /** Since when it has been waiting there, in milliseconds since the epoch by the server's clock. */
  since: number;
}

/**
 * Since when the first waiting job of each queue of a workload has waited, of its worst priority; queues without one are left
 * out. Read from the consumers, so that it costs the same however many jobs wait.
 */
export async function oldestWaiting(
  { manager, connection }: Pick<Broker, 'manager' | 'connection'>,
  workload: string,
): Promise<OldestWaiting[]> {
  const stream = jobsStream(workload);
  const oldest = new Map<string, number>();
  for await (const { name, num_pending, delivered } of manager.consumers.list(stream)) {
    if (num_pending === 0) continue;
    const end = name.lastIndexOf('_');
    const queue = name.slice(0, end);
    const filter = readySubject(workload, queue, name.slice(end + 1) as Priority);
    const [first] =
      (await readDirectBatch(connection, { stream, fromSequence: delivered.stream_seq + 1, filter, batch: 1 })) ?? [];
    if (first) oldest.set(queue, Math.min(first.storedAt, oldest.get(queue) ?? Infinity));
  }
  return [...oldest].map(([queue, since]) => ({ queue, since }));
}
