import { jetstream } from '@nats-io/jetstream';
import { Objm, type ObjectStore } from '@nats-io/obj';
import { BrokerUnavailable, MessageInvalid, type Envelope, type JobAddress } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { JobMessage } from '../client/job-message.js';
import { inputBucket } from './input-bucket.js';

/** More does not belong into a job: pass a reference to where it is kept. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** An object's metadata: the subject of the job that it belongs to. */
export const SUBJECT_KEY = 'subject';

/**
 * Inputs that are too large for a message, in the object store: one object per job, named by its id. It is stored before its
 * job and deleted after it; what a crash leaves of either, `InputSweep` deletes.
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
    const { workload, id } = message.address;
    await this.ask(workload, (bucket) =>
      bucket.putBlob({ name: id, metadata: { [SUBJECT_KEY]: message.subject } }, json, {
        timeout: TIMEOUT_MS,
      }),
    );
    return { ...message, body: JSON.stringify({ ...envelope, storedInput: { bytes: json.length } }) };
  }

  /** @throws MessageInvalid when it is not there; BrokerUnavailable */
  async load({ workload, id }: Pick<JobAddress, 'workload' | 'id'>): Promise<unknown> {
    const json = await this.ask(workload, (bucket) => bucket.getBlob(id));
    if (!json) throw new MessageInvalid(`the input of ${id} is no longer in the object store`);
    return JSON.parse(Buffer.from(json).toString());
  }

  /** Its job has ended and its message is gone. */
  async delete({ workload, id }: Pick<JobAddress, 'workload' | 'id'>): Promise<void> {
    await this.ask(workload, (bucket) => bucket.delete(id));
  }

  private async ask<T>(workload: string, question: (bucket: ObjectStore) => Promise<T>): Promise<T> {
    try {
      return await question(await this.bucket(workload));
    } catch (cause) {
      this.buckets.delete(workload);
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BrokerUnavailable(`the object store ${inputBucket(workload)} did not do it: ${why}`, { cause });
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
