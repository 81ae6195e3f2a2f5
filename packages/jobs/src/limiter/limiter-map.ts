import { LimitOwner, limitOwnersSubject } from '@kickoff/contracts';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';

/** A bound of the limiter's clock is renewed after this, because clocks drift. */
const BOUND_AGE_MS = 10_000;

interface ClockBound {
  offsetMs: number;
  at: number;
}

/** Which replica decides which shard, as the replicas themselves say every second, and what their clocks show at most. */
export class LimiterMap {
  private readonly owners = new Map<number, { owner: string; claim: number }>();
  /** When somebody last said that it decides this shard, by `performance.now()`. */
  private readonly heardAt = new Map<number, number>();
  private readonly bounds = new Map<string, ClockBound>();
  private readonly subscription: Subscription;

  /** @param onChange these shards have a new owner */
  constructor(connection: NatsConnection, onChange: (owner: string, shards: number[]) => void) {
    this.subscription = connection.subscribe(limitOwnersSubject(), {
      callback: (error, message) => {
        const said = error ? undefined : parse(message.string());
        if (!said) return;
        const { owner, shards } = said;
        const now = new Set(shards.map(([shard]) => shard));
        for (const [shard, known] of this.owners)
          if (known.owner === owner && !now.has(shard)) this.owners.delete(shard);
        const changed: number[] = [];
        const heardAt = performance.now();
        for (const [shard, claim] of shards) {
          this.heardAt.set(shard, heardAt);
          const known = this.owners.get(shard);
          if (known?.owner === owner && known.claim === claim) continue;
          // Word of an owner that has lost it meanwhile.
          if (known && known.claim > claim) continue;
          this.owners.set(shard, { owner, claim });
          changed.push(shard);
        }
        if (changed.length > 0) onChange(owner, changed);
      },
    });
  }

  ownerOf(shard: number): string | undefined {
    return this.owners.get(shard)?.owner;
  }

  /** When an owner of this shard last said that it is there, whether it answers or not. */
  heardOf(shard: number): number {
    return this.heardAt.get(shard) ?? -Infinity;
  }

  /** It did not answer, or says that another one decides: ask nobody until somebody says that it does. */
  forget(owner: string): void {
    for (const [shard, known] of this.owners) if (known.owner === owner) this.owners.delete(shard);
  }

  /** When a request was sent, the owner's clock showed at most what it showed when the request came in. */
  bound(owner: string, sentAt: number, receivedAt: number): void {
    const offsetMs = receivedAt - sentAt;
    const known = this.bounds.get(owner);
    if (!known || offsetMs < known.offsetMs || sentAt - known.at > BOUND_AGE_MS)
      this.bounds.set(owner, { offsetMs, at: sentAt });
  }

  /** What the owner's clock shows now at the latest. */
  latestNow(owner: string): number {
    return performance.now() + (this.bounds.get(owner)?.offsetMs ?? Infinity);
  }

  close(): void {
    this.subscription.unsubscribe();
  }
}

function parse(text: string): LimitOwner | undefined {
  try {
    return LimitOwner.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
