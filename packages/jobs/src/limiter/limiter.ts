import type { Msg, Subscription } from '@nats-io/transport-node';
import { limitClosedSubject, LimitRequest, limitSubject, type LimitReply } from '@kickoff/contracts';
import { v7 } from 'uuid';
import type { Broker } from '../broker/broker.js';
import { keepUnreadable } from '../dead-letters/keep-unreadable.js';
import { Lease } from './lease.js';
import { LimitStore } from './limit-store.js';
import { OwnedLimit } from './owned-limit.js';
import { SteadyClock, type Clock } from './steady-clock.js';

export interface LimiterOptions {
  broker: Broker;
  /** Default: the server's clock. */
  clock?: Clock;
  /** How often leases are renewed, in milliseconds. Default 1000. */
  renewEveryMs?: number;
  /** Told about failures that the loop survives. */
  onError?: (error: unknown) => void;
}

export interface LimiterCounts {
  renewed: number;
  lost: number;
  released: number;
}

/** A replica that lost a claim leaves the limit alone for this long. */
const CLAIM_AGAIN_MS = 300;
/** A limit that nobody asks for goes back to nobody. */
const IDLE_MS = 300_000;

interface Ownership {
  lease: Lease;
  limit: OwnedLimit;
}

/**
 * Answers `limits.<workload>.<name>`. Every replica hears every request; only the limit's owner answers, and a limit
 * that nobody owns belongs to whoever claims its lease first. While an owner is gone, askers wait for up to three seconds.
 */
export class Limiter {
  private readonly owner = v7();
  private readonly broker: Broker;
  private readonly clock: Clock;
  private readonly owned = new Map<string, Ownership>();
  private readonly claims = new Map<string, Promise<Ownership | undefined>>();
  private readonly refused = new Map<string, number>();
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LimiterOptions) {
    this.broker = options.broker;
    this.clock = new SteadyClock(options.clock ?? options.broker.clock);
  }

  start(signal?: AbortSignal): void {
    this.subscription = this.broker.connection.subscribe(limitSubject('*', '*'), {
      callback: (error, message) => {
        if (error) this.options.onError?.(error);
        else void this.answer(message).catch((failure: unknown) => this.options.onError?.(failure));
      },
    });
    this.timer = setInterval(() => {
      this.running = this.runOnce().catch((error: unknown) => this.options.onError?.(error));
    }, this.options.renewEveryMs ?? 1_000);
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
  }

  /** Renews what is owned and gives up what was lost or is idle. */
  async runOnce(): Promise<LimiterCounts> {
    const counts: LimiterCounts = { renewed: 0, lost: 0, released: 0 };
    await Promise.all(
      [...this.owned].map(async ([key, ownership]) => {
        if (this.clock.now() - ownership.limit.lastUsedAt > IDLE_MS) {
          await this.release(key, ownership);
          counts.released += 1;
        } else if (await ownership.lease.renew().catch(() => ownership.lease.held)) {
          counts.renewed += 1;
        } else {
          this.disown(key, ownership);
          counts.lost += 1;
        }
      }),
    );
    return counts;
  }

  /** Writes exact counts and frees the leases, so that the next owner takes over at once. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    await this.running;
    await Promise.all([...this.owned].map(([key, ownership]) => this.release(key, ownership)));
  }

  /** Names of the limits that this replica owns, as `<workload>.<name>`. */
  get ownedLimits(): string[] {
    return [...this.owned.keys()];
  }

  private async answer(message: Msg): Promise<void> {
    const receivedAt = this.clock.now();
    const [, workload, name] = message.subject.split('.') as [string, string, string];
    const key = `${workload}.${name}`;
    const request = parse(message);
    if (!request || request.definition.name !== name) {
      const error = await keepUnreadable(this.broker.connection, message, 'is no request for that limit');
      this.reply(message, { granted: false, code: error.code, reason: error.message }, receivedAt);
      this.options.onError?.(error);
      return;
    }
    const ownership = this.owned.get(key) ?? (await this.claimOnce(key));
    if (!ownership) return;
    if (!ownership.lease.held) {
      this.disown(key, ownership);
      return;
    }
    try {
      const reply = await ownership.limit.handle(request);
      if (request.action === 'close') this.broker.connection.publish(limitClosedSubject(workload, name));
      this.reply(message, reply, receivedAt);
    } catch (error) {
      // Refused by the fence or unanswered: what the state is now, only a fresh load can say.
      this.disown(key, ownership);
      await ownership.lease.release();
      throw error;
    }
  }

  private reply(message: Msg, reply: LimitReply, receivedAt: number): void {
    message.respond(JSON.stringify({ ...reply, receivedAt, repliedAt: this.clock.now() }));
  }

  private claimOnce(key: string): Promise<Ownership | undefined> {
    if ((this.refused.get(key) ?? 0) > performance.now()) return Promise.resolve(undefined);
    let claim = this.claims.get(key);
    if (!claim) {
      claim = this.claim(key).finally(() => this.claims.delete(key));
      this.claims.set(key, claim);
    }
    return claim;
  }

  private async claim(key: string): Promise<Ownership | undefined> {
    const lease = new Lease(this.broker, `limit.${key}`, this.owner);
    if (!(await lease.claim())) {
      this.refused.set(key, performance.now() + CLAIM_AGAIN_MS);
      return undefined;
    }
    this.refused.delete(key);
    const limit = await OwnedLimit.load(new LimitStore(this.broker, key), this.clock, v7());
    const ownership = { lease, limit };
    this.owned.set(key, ownership);
    return ownership;
  }

  private async release(key: string, ownership: Ownership): Promise<void> {
    this.disown(key, ownership);
    await ownership.limit.settle().catch(() => undefined);
    await ownership.lease.release();
  }

  private disown(key: string, ownership: Ownership): void {
    if (this.owned.get(key) === ownership) this.owned.delete(key);
  }
}

function parse(message: Msg): LimitRequest | undefined {
  try {
    return LimitRequest.parse(message.json());
  } catch {
    return undefined;
  }
}
