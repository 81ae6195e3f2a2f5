import { WorkerAnnouncement } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketValues } from '../broker/bucket-entries.js';

/** A worker as it last announced itself. */
export interface KnownWorker extends WorkerAnnouncement {
  /** Milliseconds since then, by the server's clock. A worker that lives says so every ten seconds. */
  silentMs: number;
}

/** Every worker of the `workers` bucket, by workload and name. Those that stopped or have been silent for 35 seconds are gone. */
export async function knownWorkers(broker: Broker, workload?: string): Promise<KnownWorker[]> {
  const filter = workload === undefined ? '>' : `${workload}.>`;
  const workers = [...(await bucketValues(broker, 'workers', filter)).values()].flatMap(
    ({ value }) => WorkerAnnouncement.safeParse(value).data ?? [],
  );
  return workers
    .map((worker) => ({ ...worker, silentMs: Math.max(0, broker.clock.now() - worker.at) }))
    .sort((a, b) => a.workload.localeCompare(b.workload) || a.name.localeCompare(b.name));
}
