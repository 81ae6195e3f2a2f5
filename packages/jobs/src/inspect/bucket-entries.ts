import { Kvm } from '@nats-io/kv';
import { bucketName, type Bucket } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

/** What a bucket holds now under a key filter, by key. Empty when there is no such bucket; deleted entries are left out. */
export async function bucketEntries(broker: Broker, bucket: Bucket, filter = '>'): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  const store = await new Kvm(broker.jetstream).open(bucketName(bucket)).catch(() => undefined);
  // Opening asks nothing; only its status tells whether the bucket is there.
  const status = await store?.status().catch(() => undefined);
  if (!store || !status || status.values === 0) return entries;
  for await (const key of await store.keys(filter)) {
    const entry = await store.get(key);
    if (entry?.operation === 'PUT') entries.set(key, entry.string());
  }
  return entries;
}

/** Parses what may be anything; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
