import type { Broker } from '../broker/broker.js';
import { bucketValues } from '../broker/bucket-entries.js';

/** Names of the scheduler services that hold leases now. One that is gone is missing three seconds later. */
export async function activeSchedulers(broker: Broker): Promise<string[]> {
  const leases = await bucketValues(broker, 'leases');
  return [...new Set([...leases.values()].map(({ text }) => text))].sort();
}
