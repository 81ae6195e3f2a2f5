import type { Broker } from '../broker/broker.js';
import { bucketEntries } from './bucket-entries.js';

/** Names of the scheduler services that hold leases now. One that is gone is missing three seconds later. */
export async function activeSchedulers(broker: Broker): Promise<string[]> {
  return [...new Set((await bucketEntries(broker, 'leases')).values())].sort();
}
