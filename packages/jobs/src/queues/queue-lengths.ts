import { PRIORITIES, workloadOfStream, type Priority } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

/** How many jobs stand in one line of a queue. */
export interface QueueLength {
  priority: Priority;
  /** Nobody has been given them yet. */
  waiting: number;
  /** Workers have been given them. */
  inHand: number;
}

export interface QueueLengths {
  workload: string;
  name: string;
  /** From the most urgent. */
  priorities: QueueLength[];
}

/** Every queue that a worker has ever served, by workload and name, with what stands in it. Delayed jobs stand in none. */
export async function queueLengths({ manager }: Pick<Broker, 'manager'>): Promise<QueueLengths[]> {
  const queues = new Map<string, QueueLengths>();
  for await (const stream of manager.streams.names()) {
    const workload = workloadOfStream(stream);
    if (workload === undefined) continue;
    for await (const { name: consumer, num_pending: waiting, num_ack_pending: inHand } of manager.consumers.list(
      stream,
    )) {
      const at = consumer.lastIndexOf('_');
      const [name, priority] = [consumer.slice(0, at), consumer.slice(at + 1) as Priority];
      if (!PRIORITIES.includes(priority)) continue;
      const id = `${workload}/${name}`;
      const queue = queues.get(id) ?? { workload, name, priorities: [] };
      queue.priorities.push({ priority, waiting, inHand });
      queues.set(id, queue);
    }
  }
  for (const { priorities } of queues.values())
    priorities.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
  return [...queues.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, queue]) => queue);
}
