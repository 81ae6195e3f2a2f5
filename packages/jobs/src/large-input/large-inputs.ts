import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jetstream } from '@nats-io/jetstream';
import { Objm, type ObjectStore } from '@nats-io/obj';
import { BrokerUnavailable, inputBucket, MessageInvalid, type Envelope } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { JobMessage } from '../client/job-message.js';

/** More does not belong into a job: pass a reference to where it is kept. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** What the library says of an object whose digest is another one. */
const CORRUPT = 'corrupt object';

/** An object's metadata: the subject of the job that it belongs to. */
export const SUBJECT_KEY = 'subject';

/**
 * Inputs that are too large for a message, in the object store, each under a name of its own: an enqueue that turns out to be
 * a duplicate must not touch what the first one stored. Stored before their job and deleted after its run; the rest, such as
 * of jobs that never ran, `InputSweep` deletes.
 */
export class LargeInputs {
  private readonly buckets = new Map<string, Promise<ObjectStore>>();

  constructor(private readonly broker: Broker) {}

  /**
   * Stores the input of a job that is about to be published; gives the message without it.
   *
   * @throws MessageInvalid over 64 MB; BrokerUnavailable
   */
  async outsource(type: string, message: JobMessage): Promise<JobMessage> {
    const { input, ...envelope } = JSON.parse(message.body) as Envelope;
    const json = Buffer.from(JSON.stringify(input));
    if (json.length > MOST_BYTES) {
      throw new MessageInvalid(
        `a job of ${type} has ${json.length} bytes of input, but at most ${MOST_BYTES} can be stored; pass a reference to where it is kept`,
      );
    }
    const object = randomUUID();
    await this.ask(message.address.workload, (bucket) =>
      bucket.putBlob({ name: object, metadata: { [SUBJECT_KEY]: message.subject } }, json, {
        timeout: TIMEOUT_MS,
      }),
    );
    return { ...message, body: JSON.stringify({ ...envelope, storedInput: { object, bytes: json.length } }) };
  }

  /** @throws MessageInvalid when it is not there, or not as it was stored; BrokerUnavailable */
  async load(workload: string, object: string): Promise<unknown> {
    const json = await this.ask(workload, (bucket) => bucket.getBlob(object));
    if (!json) throw new MessageInvalid(`the input ${object} is no longer in the object store`);
    try {
      return JSON.parse(Buffer.from(json).toString());
    } catch (cause) {
      throw new MessageInvalid(`the input ${object} in the object store is not JSON`, { cause });
    }
  }

  /** Its job has ended and its message is gone. */
  async delete(workload: string, object: string): Promise<void> {
    await this.ask(workload, (bucket) => bucket.delete(object));
  }

  private async ask<T>(workload: string, question: (bucket: ObjectStore) => Promise<T>): Promise<T> {
    const late = new AbortController();
    try {
      // The library waits for ever for parts that were deleted meanwhile.
      const timeout = sleep(TIMEOUT_MS, undefined, { signal: late.signal }).then(() => {
        throw new Error(`no answer within ${TIMEOUT_MS / 1_000} s`);
      });
      return await Promise.race([this.bucket(workload).then(question), timeout]);
    } catch (cause) {
      if (cause instanceof Error && cause.message.includes(CORRUPT))
        throw new MessageInvalid(`an input in ${inputBucket(workload)} is damaged: ${cause.message}`, { cause });
      this.buckets.delete(workload);
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BrokerUnavailable(`the object store ${inputBucket(workload)} did not do it: ${why}`, { cause });
    } finally {
      late.abort();
    }
  }

  private bucket(workload: string): Promise<ObjectStore> {
    let bucket = this.buckets.get(workload);
    if (!bucket) {
      // A team may not ask for the account's limits, which the library does otherwise.
      const client = jetstream(this.broker.connection, { checkAPI: false });
      bucket = new Objm(client).open(inputBucket(workload));
      this.buckets.set(workload, bucket);
    }
    return bucket;
  }
}
