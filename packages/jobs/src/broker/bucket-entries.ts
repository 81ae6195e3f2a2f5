import { bucketStream, keySubject, parseKeySubject, type Bucket } from '@kickoff/contracts';
import type { Broker } from './broker.js';
import { readDirectBatch } from './direct-batch.js';

/** One value of a key, or its deletion. */
export interface BucketEntry {
  key: string;
  /** Undefined when the key was deleted. */
  text: string | undefined;
  /** The text as JSON; undefined when it is none: whoever watches the bucket keeps that as a dead letter. */
  value: unknown;
}

const BATCH = 1_000;

/**
 * What a bucket holds, oldest first, with as many values of a key as it keeps. Read without a consumer, so that asking often
 * costs the broker nothing that stays. With replicas the last changes may be missing for moments.
 *
 * @param keys of which keys, e.g. `pause.>`. Default: all
 */
export async function bucketEntries(
  { connection }: Pick<Broker, 'connection'>,
  bucket: Bucket,
  keys = '>',
): Promise<BucketEntry[]> {
  const entries: BucketEntry[] = [];
  const [stream, filter] = [bucketStream(bucket), keySubject(bucket, keys)];
  for (let fromSequence = 1; ;) {
    const messages = (await readDirectBatch(connection, { stream, fromSequence, filter, batch: BATCH })) ?? [];
    for (const { subject, header, body } of messages) {
      const isDeleted = header('KV-Operation') !== undefined || header('Nats-Marker-Reason') !== undefined;
      const text = isDeleted ? undefined : Buffer.from(body).toString();
      entries.push({ key: parseKeySubject(subject)!.key, text, value: json(text) });
    }
    const last = messages.at(-1);
    if (!last || messages.length < BATCH) return entries;
    fromSequence = last.sequence + 1;
  }
}

/** What a bucket holds now, by key: the last value of each that was not deleted. */
export async function bucketValues(
  broker: Pick<Broker, 'connection'>,
  bucket: Bucket,
  keys?: string,
): Promise<Map<string, BucketEntry & { text: string }>> {
  const values = new Map<string, BucketEntry & { text: string }>();
  for (const { key, text, value } of await bucketEntries(broker, bucket, keys)) {
    if (text === undefined) values.delete(key);
    else values.set(key, { key, text, value });
  }
  return values;
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
