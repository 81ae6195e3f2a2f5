import { headers } from '@nats-io/transport-node';
import { bucketStream, keySubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isSequenceConflict } from '../broker/wrong-sequence.js';

/** An owner that is gone loses its lease after this. */
export const LEASE_MS = 3_000;
/** The owner stops acting this long before the lease can expire at the server, so that two never act at once. */
const SAFETY_MS = 500;
const PUBLISH_TIMEOUT_MS = 1_000;

/**
 * One lease on one key of the `leases` bucket. Written by publishes of its own, because the KV client's `update` drops
 * the time to live, and with the expected sequence, because two claims at once must not both succeed.
 */
export class Lease {
  private readonly subject: string;
  private sequence = 0;
  private validUntil = 0;
  private freed: number | undefined;

  constructor(
    private readonly broker: Broker,
    readonly key: string,
    private readonly owner: string,
  ) {
    this.subject = keySubject('leases', key);
  }

  /** Whether this process may act as the owner now. */
  get held(): boolean {
    return performance.now() < this.validUntil;
  }

  /** Sequence of the claim: differs between any two. */
  claimedAs = 0;

  /** When the owner before was certainly gone, by the server's clock; undefined when there was none for a minute. */
  get freedAt(): number | undefined {
    return this.freed;
  }

  /** Whether this process may act as the owner at this time of `performance.now()`. */
  heldAt(at: number): boolean {
    return at < this.validUntil;
  }

  /** Takes the lease when nobody holds it. */
  async claim(): Promise<boolean> {
    const last = await this.broker.manager.streams.getMessage(bucketStream('leases'), { last_by_subj: this.subject });
    // An expired or released key leaves a marker; its sequence is the one to expect.
    const free = !last || last.header.has('KV-Operation') || last.header.has('Nats-Marker-Reason');
    this.freed = last?.time.getTime();
    if (!free || !(await this.write(last?.seq ?? 0))) return false;
    this.claimedAs = this.sequence;
    return true;
  }

  /** Extends the lease. False when it is lost; throws when the server does not answer, and the lease runs on or out. */
  async renew(): Promise<boolean> {
    return this.held && this.write(this.sequence);
  }

  async release(): Promise<void> {
    if (!this.held) return;
    this.validUntil = 0;
    const header = headers();
    header.set('KV-Operation', 'DEL');
    await this.broker.jetstream
      .publish(this.subject, undefined, {
        headers: header,
        expect: { lastSubjectSequence: this.sequence },
        ttl: '60s',
        timeout: PUBLISH_TIMEOUT_MS,
      })
      .catch(() => undefined);
  }

  private async write(expected: number): Promise<boolean> {
    const sentAt = performance.now();
    try {
      const ack = await this.broker.jetstream.publish(this.subject, this.owner, {
        expect: { lastSubjectSequence: expected },
        ttl: `${LEASE_MS / 1_000}s`,
        timeout: PUBLISH_TIMEOUT_MS,
      });
      this.sequence = ack.seq;
      this.validUntil = sentAt + LEASE_MS - SAFETY_MS;
      return true;
    } catch (error) {
      if (!isSequenceConflict(error)) throw error;
      this.validUntil = 0;
      return false;
    }
  }
}
