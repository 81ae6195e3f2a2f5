import { Kvm } from '@nats-io/kv';
import { bucketName } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

/**
 * The last values of each key of the `control` bucket that begins so, oldest first: as many as the bucket keeps of a key,
 * which is five. Values that are no JSON are left out.
 *
 * @param prefix up to and with a dot, e.g. `pause.`
 */
export async function controlHistory(
  { jetstream }: Pick<Broker, 'jetstream'>,
  prefix: string,
): Promise<{ key: string; value: unknown }[]> {
  const bucket = await new Kvm(jetstream).open(bucketName('control'));
  const values: { key: string; value: unknown }[] = [];
  for await (const entry of await bucket.history({ key: `${prefix}>` })) {
    if (entry.operation !== 'PUT') continue;
    try {
      values.push({ key: entry.key, value: JSON.parse(entry.string()) });
    } catch {
      // Whoever watches the bucket keeps it as a dead letter.
    }
  }
  return values;
}
