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
  private readonly users = new Set<string>();
  /** As the next owner would read it. */
  private stored: ReadonlySet<string> = new Set();
  private writing: Promise<void> = Promise.resolve();
  /** The write that has not begun: what changes meanwhile goes along. */
  private next: Promise<void> | undefined;
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
    for (const user of last ? Users.parse(last.json()) : []) {
      this.users.add(user);
      this.awaited.add(user);
    }
    this.stored = new Set(this.users);
  }

  /** Whether the next owner would know of this worker. */
  has(worker: string): boolean {
    return this.stored.has(worker) && this.users.has(worker);
  }

  /** Resolves when the next owner will know of this worker. */
  async add(worker: string): Promise<void> {
    this.users.add(worker);
    await this.write();
  }

  async remove(worker: string): Promise<void> {
    this.awaited.delete(worker);
    this.users.delete(worker);
    await this.write();
  }

  private write(): Promise<void> {
    if (this.next) return this.next;
    const next = this.writing.then(async () => {
      this.next = undefined;
      const users = [...this.users];
      try {
        const ack = await this.broker.jetstream.publish(this.subject, JSON.stringify(users), {
          expect: { lastSubjectSequence: this.sequence },
          timeout: 1_000,
        });
        this.sequence = ack.seq;
        this.stored = new Set(users);
      } catch (error) {
        throw isSequenceConflict(error) ? new OwnershipLost('the shard has another owner') : error;
      }
    });
    this.next = next;
    this.writing = next.catch(() => {});
    return next;
  }
}
