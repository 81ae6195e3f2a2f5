import { LIMIT_SHARDS, LimitOwner, limitOwnersSubject } from '@kickoff/contracts';
import type { Subscription } from '@nats-io/transport-node';
import type { Broker } from '../broker/broker.js';
import { Lease } from './lease.js';

const TURN_MS = 1_000;
/** A replica that has not been heard of for so long is gone, and so are its shards. */
const SILENT_MS = 2_500;

export interface ShardCallbacks {
  gained(shard: number, lease: Lease): Promise<void>;
  /** Still held: what must be written is written before the lease goes. */
  releasing(shard: number): Promise<void>;
  lost(shard: number): void;
  onError(error: unknown): void;
}

export interface ShardCounts {
  renewed: number;
  claimed: number;
  lost: number;
  /** Given to replicas that have fewer. */
  released: number;
}

/**
 * Which shards of all limits this replica decides: one lease each, claimed when nobody has it, shared evenly between the
 * replicas that are heard of. Whoever has one says so every second.
 */
export class ShardLeases {
  private readonly leases = new Map<number, Lease>();
  private readonly others = new Map<string, { shards: number[]; heardAt: number }>();
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly broker: Broker,
    readonly owner: string,
    private readonly callbacks: ShardCallbacks,
  ) {}

  start(): void {
    this.subscription = this.broker.connection.subscribe(limitOwnersSubject(), {
      callback: (error, message) => {
        if (error) return;
        try {
          const { owner, shards } = LimitOwner.parse(message.json());
          if (owner !== this.owner)
            this.others.set(owner, { shards: shards.map(([shard]) => shard), heardAt: performance.now() });
        } catch (failure) {
          this.callbacks.onError(failure);
        }
      },
    });
    this.turn();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    this.subscription?.unsubscribe();
    await Promise.all([...this.leases.keys()].map((shard) => this.release(shard)));
    this.announce();
  }

  /** Whether this replica may decide for the shard at this time of `performance.now()`. */
  isOwned(shard: number, at: number): boolean {
    return this.leases.get(shard)?.heldAt(at) ?? false;
  }

  get owned(): number[] {
    return [...this.leases.keys()];
  }

  /** Renews, gives up what is too much, claims what nobody has. */
  async runOnce(): Promise<ShardCounts> {
    const counts: ShardCounts = { renewed: 0, claimed: 0, lost: 0, released: 0 };
    await Promise.all(
      [...this.leases].map(async ([shard, lease]) => {
        if (await lease.renew().catch(() => lease.held)) counts.renewed += 1;
        else if (this.leases.get(shard) === lease) {
          this.drop(shard);
          counts.lost += 1;
        }
      }),
    );
    const share = this.share();
    for (const shard of [...this.leases.keys()].slice(share)) {
      await this.release(shard);
      counts.released += 1;
    }
    const taken = new Set([...this.others.values()].flatMap(({ shards }) => shards));
    const free = Array.from({ length: LIMIT_SHARDS }, (_, shard) => shard).filter(
      (shard) => !this.leases.has(shard) && !taken.has(shard),
    );
    const wanted = free.slice(0, Math.max(0, share - this.leases.size));
    const claimed = await Promise.allSettled(wanted.map((shard) => this.claim(shard)));
    counts.claimed = claimed.filter((result) => result.status === 'fulfilled' && result.value).length;
    this.announce();
    // Told once, however many shards the broker did not answer for.
    for (const result of claimed) if (result.status === 'rejected') throw result.reason;
    return counts;
  }

  /** Something failed that only a new claim can mend. */
  async giveUp(shard: number): Promise<void> {
    const lease = this.leases.get(shard);
    if (!lease) return;
    this.drop(shard);
    await lease.release();
    this.announce();
  }

  private turn(): void {
    this.running = this.runOnce()
      .catch((error: unknown) => this.callbacks.onError(error))
      .finally(() => {
        if (!this.stopped) this.timer = setTimeout(() => this.turn(), TURN_MS).unref();
      });
  }

  private share(): number {
    const now = performance.now();
    for (const [owner, { heardAt }] of this.others) if (now - heardAt > SILENT_MS) this.others.delete(owner);
    return Math.ceil(LIMIT_SHARDS / (this.others.size + 1));
  }

  private async claim(shard: number): Promise<boolean> {
    const lease = new Lease(this.broker, `shard.${shard}`, this.owner);
    try {
      if (!(await lease.claim())) return false;
      await this.callbacks.gained(shard, lease);
      this.leases.set(shard, lease);
      return true;
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  private async release(shard: number): Promise<void> {
    const lease = this.leases.get(shard);
    if (!lease) return;
    await this.callbacks.releasing(shard).catch((error: unknown) => this.callbacks.onError(error));
    this.drop(shard);
    await lease.release();
  }

  private drop(shard: number): void {
    this.leases.delete(shard);
    this.callbacks.lost(shard);
  }

  /** Says which shards are owned here. */
  announce(): void {
    if (this.broker.connection.isClosed()) return;
    const body: LimitOwner = {
      owner: this.owner,
      shards: [...this.leases].map(([shard, lease]) => [shard, lease.claimedAs]),
    };
    this.broker.connection.publish(limitOwnersSubject(), JSON.stringify(body));
  }
}
