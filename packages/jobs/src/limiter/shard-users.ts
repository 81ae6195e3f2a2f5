import { z } from 'zod';
import { bucketStream, keySubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isSequenceConflict } from '../broker/wrong-sequence.js';
import { OwnershipLost } from './limit-store.js';

const Users = z.array(z.string());

/**
 * The workers that may hold something in a shard, written before they are granted the first. A new owner waits until each
 * of them has said what it holds or is known to be gone, so nothing is granted twice.
 */
export class ShardUsers {
  private readonly subject: string;
  private sequence = 0;
  private users = new Set<string>();
  private writing: Promise<void> = Promise.resolve();
  /** Those of the owner before that have not spoken yet. */
  readonly awaited = new Set<string>();

  constructor(
    private readonly broker: Broker,
    shard: number,
  ) {
    this.subject = keySubject('limits', `_shard.${shard}`);
  }

  async load(): Promise<void> {
    const last = await this.broker.manager.streams.getMessage(bucketStream('limits'), { last_by_subj: this.subject });
    this.sequence = last?.seq ?? 0;
    this.users = new Set(last ? Users.parse(last.json()) : []);
    for (const user of this.users) this.awaited.add(user);
  }

  has(worker: string): boolean {
    return this.users.has(worker);
  }

  /** Resolves when the next owner will know of this worker. */
  async add(worker: string): Promise<void> {
    await this.change(() => this.users.add(worker));
  }

  async remove(worker: string): Promise<void> {
    this.awaited.delete(worker);
    await this.change(() => this.users.delete(worker));
  }

  private change(apply: () => void): Promise<void> {
    const written = this.writing.then(async () => {
      apply();
      try {
        const ack = await this.broker.jetstream.publish(this.subject, JSON.stringify([...this.users]), {
          expect: { lastSubjectSequence: this.sequence },
          timeout: 1_000,
        });
        this.sequence = ack.seq;
      } catch (error) {
        throw isSequenceConflict(error) ? new OwnershipLost('the shard has another owner') : error;
      }
    });
    this.writing = written.catch(() => {});
    return written;
  }
}
