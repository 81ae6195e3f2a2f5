import { nearest, type QueueDefinition, type Workload } from '@kickoff/contracts';
import { serviceDatabase } from '@kickoff/database';
import type { LoadedWorkload, ServesQueue, ServiceDefinition } from '@kickoff/nest';
import { optionalDatabaseSettings, platformSettings, workerSettings } from '@kickoff/nest/settings';
import { z } from 'zod';
import { UsageError } from '../cli/command-error.js';

const settings = z.object({
  ...platformSettings.shape,
  ...optionalDatabaseSettings.shape,
  ...workerSettings.shape,
});

/** A service that runs the chosen queues of the loaded workloads, whatever service they name. */
export function workerService(serves: ServesQueue): ServiceDefinition<typeof settings> {
  return { name: 'worker', settings, serves, database: serviceDatabase };
}

/**
 * Chooses queues by `reporting` or `weather/reporting`; without names, all.
 *
 * @throws UsageError for a name that is no queue
 */
export function chooseQueues(names: readonly string[] | undefined, loaded: readonly LoadedWorkload[]): ServesQueue {
  if (names === undefined) return () => true;
  const known = loaded.flatMap(({ workload }) => workload.queues.flatMap((queue) => namesOf(queue, workload)));
  for (const name of names) {
    if (known.includes(name)) continue;
    const suggestion = nearest(name, known);
    throw new UsageError(`${name} is no queue${suggestion ? `; did you mean ${suggestion}?` : ''}`, {
      where: '--queues',
      remedy: `name some of ${known.filter((each) => each.includes('/')).join(', ')}`,
    });
  }
  return (queue, workload) => namesOf(queue, workload).some((name) => names.includes(name));
}

function namesOf(queue: QueueDefinition, workload: Workload): string[] {
  return [queue.name, `${workload.name}/${queue.name}`];
}
