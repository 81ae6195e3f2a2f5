import { TargetUnknown } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { knownWorkers } from './known-workers.js';

/**
 * A queue's workers run the types that they announce; a job of another type would go back and forth until it is dead.
 *
 * @throws TargetUnknown when no worker of the queue that lives runs jobs of the type
 */
export async function assertRunsIn(broker: Broker, type: string, queue: string): Promise<void> {
  const workload = type.slice(0, type.indexOf('.'));
  const workers = await knownWorkers(broker, workload);
  if (workers.some(({ queues, types }) => queues.some(({ name }) => name === queue) && types.includes(type))) return;
  throw new TargetUnknown(`no worker of queue ${workload}/${queue} runs jobs of ${type}`);
}
