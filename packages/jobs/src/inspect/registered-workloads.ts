import { WorkloadAnnouncement, workloadKey } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketValues } from '../broker/bucket-entries.js';

/** Every workload that workers have announced, by name. Entries that cannot be read are left out. */
export async function registeredWorkloads(
  broker: Pick<Broker, 'connection'>,
): Promise<ReadonlyMap<string, WorkloadAnnouncement>> {
  const workloads = new Map<string, WorkloadAnnouncement>();
  for (const { key, value } of (await bucketValues(broker, 'registry', workloadKey('*'))).values()) {
    const announced = WorkloadAnnouncement.safeParse(value).data;
    if (announced) workloads.set(key, announced);
  }
  return workloads;
}
