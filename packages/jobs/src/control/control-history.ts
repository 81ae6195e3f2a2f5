import type { Broker } from '../broker/broker.js';
import { bucketEntries, type BucketEntry } from '../broker/bucket-entries.js';

/**
 * The last values of each key of the `control` bucket that begins so, oldest first: as many as the bucket keeps of a key,
 * which is five. Values that are no JSON are left out.
 *
 * @param prefix up to and with a dot, e.g. `pause.`
 */
export async function controlHistory(broker: Pick<Broker, 'connection'>, prefix: string): Promise<BucketEntry[]> {
  const entries = await bucketEntries(broker, 'control', `${prefix}>`);
  return entries.filter(({ value }) => value !== undefined);
}
