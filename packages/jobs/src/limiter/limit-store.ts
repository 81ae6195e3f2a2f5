import { z } from 'zod';
import type { StoredMsg } from '@nats-io/jetstream';
import { bucketStream, keySubject, LimitWindow } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isSequenceConflict } from '../broker/wrong-sequence.js';
import { keepUnreadable } from '../dead-letters/keep-unreadable.js';

/** What of a limit must survive its owner. */
export const LimitState = z.object({
  closedUntil: z.number(),
  closedReason: z.string(),
  /** Per UTC day; `granted` includes what was reserved ahead. */
  days: z.record(z.string(), z.object({ granted: z.number(), observed: z.number().optional() })),
  /** Grants of the windows that were still open, as [latest use, cost]; what was reserved ahead is one of them. */
  grants: z.array(z.tuple([z.number(), z.number()])),
  /** Windows that the upstream stated; without, those of the code hold. */
  adopted: z.array(LimitWindow).optional(),
});
export type LimitState = z.infer<typeof LimitState>;

/** Somebody else wrote the state: this process no longer owns the limit. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

/**
 * A limit's state in the `limits` bucket. Every write expects the sequence of the one before, which is the fence that
 * makes two owners impossible whatever happens to their leases: nothing is granted that was not written first.
 */
export class LimitStore {
  private readonly subject: string;
  private sequence: number | undefined;

  constructor(
    private readonly broker: Broker,
    key: string,
  ) {
    this.subject = keySubject('limits', key);
  }

  async load(): Promise<LimitState | undefined> {
    const last = await this.broker.manager.streams.getMessage(bucketStream('limits'), { last_by_subj: this.subject });
    this.sequence = last?.seq ?? 0;
    if (!last) return undefined;
    const state = parse(last);
    if (state || last.header.has('KV-Operation')) return state;
    // Without a state that can be read the limit begins anew: better than a limit that nobody can take from.
    const { subject, data, seq, timestamp } = last;
    await keepUnreadable(
      this.broker.connection,
      { subject, data, place: `${bucketStream('limits')}.${seq}.${timestamp}` },
      'is no limit',
    );
    return undefined;
  }

  /**
   * What was stored and never loaded is replaced: it is older than the limit that this owner has in memory.
   *
   * @throws OwnershipLost when another owner has written since
   */
  async save(state: LimitState): Promise<void> {
    if (this.sequence === undefined) await this.load();
    try {
      const ack = await this.broker.jetstream.publish(this.subject, JSON.stringify(state), {
        expect: { lastSubjectSequence: this.sequence! },
        timeout: 1_000,
      });
      this.sequence = ack.seq;
    } catch (error) {
      throw isSequenceConflict(error) ? new OwnershipLost('the limit has another owner') : error;
    }
  }
}

function parse(stored: StoredMsg): LimitState | undefined {
  try {
    return LimitState.safeParse(stored.json()).data;
  } catch {
    return undefined;
  }
}
