import type { JetStreamManager } from '@nats-io/jetstream';
import { consumerName, jobsStream } from '@kickoff/contracts';
import type { QueueSlots } from '../worker/queue-slots.js';
import type { CompiledQueue } from '../worker/worker-options.js';
import type { QueueLoad } from './divide-slots.js';

/** What each queue of a worker has and needs now; the backlog is that of all workers. */
export async function queueLoads(
  manager: JetStreamManager,
  workload: string,
  queues: readonly CompiledQueue[],
  slots: ReadonlyMap<string, Pick<QueueSlots, 'load'>>,
  /** Nobody takes jobs of it now, so that slots would be of no use there. */
  isPaused: (queue: string) => boolean,
): Promise<Map<string, QueueLoad>> {
  const loads = queues.map(async (queue) => {
    const bounds = { slots: queue.slots, min: queue.minSlots, max: queue.maxSlots };
    const backlog = isPaused(queue.name) ? 0 : await backlogOf(manager, workload, queue);
    return [queue.name, { ...bounds, backlog, ...slots.get(queue.name)!.load }] as const;
  });
  return new Map(await Promise.all(loads));
}

/** Jobs of a queue that were delivered to no worker yet, over all its priorities. */
async function backlogOf(
  manager: JetStreamManager,
  workload: string,
  { name, priorities }: CompiledQueue,
): Promise<number> {
  const infos = await Promise.all(
    priorities.map((priority) => manager.consumers.info(jobsStream(workload), consumerName(name, priority))),
  );
  return infos.reduce((sum, { num_pending }) => sum + num_pending, 0);
}
