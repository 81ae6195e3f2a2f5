import type { Msg, Subscription } from '@nats-io/transport-node';
import {
  limitAliveSubject,
  limitAskSubject,
  limitWhoSubject,
  subjectTokens,
  type LimitReply,
} from '@kickoff/contracts';
import { v7 } from 'uuid';
import type { Broker } from '../broker/broker.js';
import { ControlWatch } from '../client/control-watch.js';
import { keepUnreadable } from '../dead-letters/keep-unreadable.js';
import { HeardWorkers } from './heard-workers.js';
import type { Lease } from './lease.js';
import { LimitDelegations } from './limit-delegations.js';
import { GRANT_MS } from './limit-line.js';
import { LimitPushes } from './limit-pushes.js';
import { LimitRequests } from './limit-requests.js';
import { dropWorker, forgetIdleLines, linesOf, ownedShard, type OwnedShard } from './owned-shard.js';
import { parseLimitRequest } from './parse-limit-request.js';
import { RateCapacity } from './rate-capacity.js';
import { RebuildLines } from './rebuild-lines.js';
import { ShardLeases } from './shard-leases.js';
import { ShardLines } from './shard-lines.js';
import { ShardUsers } from './shard-users.js';
import { SteadyClock, type Clock } from './steady-clock.js';

export interface LimiterOptions {
  broker: Broker;
  /** Default: the server's clock. */
  clock?: Clock;
  /** Told about failures that the loop survives. */
  onError?: (error: unknown) => void;
}

export interface LimiterCounts {
  /** Workers that were not heard of; what they held is free. */
  gone: number;
  /** Lines that nobody uses. */
  forgotten: number;
}

/** What a worker holds is free when it has not been heard of for so long. */
export const SILENT_WORKER_MS = 5_000;
const SWEEP_MS = 1_000;
/** How far the clocks of two replicas may be apart. */
const CLOCK_ERROR_MS = 250;

/**
 * Decides the rate and concurrency limits of every workload. Limits are divided into shards; each is decided by the one
 * replica that has its lease. A line per limit and key says who is next (`ShardLines`); those that wait in a worker are
 * told, those that are parked in `later` are promoted. What one worker alone uses it decides itself (`LimitDelegations`).
 *
 * State is memory. What a new owner cannot know it waits for: uses within short windows until these are over, what workers
 * hold until each has said so or is gone. Long windows, quotas and closings are written down before they are granted.
 */
export class Limiter {
  private readonly broker: Broker;
  private readonly clock: Clock;
  private readonly leases: ShardLeases;
  private readonly control: ControlWatch;
  private readonly lines: ShardLines;
  private readonly delegations: LimitDelegations;
  private readonly requests: LimitRequests;
  private readonly rebuild: RebuildLines;
  private readonly heard = new HeardWorkers();
  private readonly busy = new Map<string, Promise<void>>();
  private stopped = false;
  private subscriptions: Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LimiterOptions) {
    const { broker } = options;
    const onError = (error: unknown) => this.options.onError?.(error);
    this.broker = broker;
    this.clock = new SteadyClock(options.clock ?? broker.clock);
    this.control = new ControlWatch(broker);
    this.leases = new ShardLeases(broker, v7(), {
      gained: (shard, lease) => this.gained(shard, lease),
      releasing: (shard) => this.releasing(shard),
      lost: (shard) => this.lost(shard),
      onError,
    });
    const { clock, leases, control } = this;
    const pushes = new LimitPushes(broker.connection);
    this.lines = new ShardLines({ broker, clock, leases, pushes, control, onError });
    this.delegations = new LimitDelegations(pushes, () => clock.now());
    this.requests = new LimitRequests(this.lines, leases, this.delegations, clock);
    this.rebuild = new RebuildLines(broker, this.lines, onError);
    control.overrides.onLimit((workload, name) => this.overridden(workload, name));
    control.pauses.onChange((workload) => this.lines.pausesChanged(workload));
  }

  start(signal?: AbortSignal): void {
    const listen = (subject: string, handle: (message: Msg) => Promise<void> | void) =>
      this.broker.connection.subscribe(subject, {
        callback: (error, message) => {
          if (error) return this.options.onError?.(error);
          void (async () => handle(message))().catch((failure: unknown) => this.options.onError?.(failure));
        },
      });
    this.subscriptions = [
      listen(limitAskSubject('*', this.leases.owner), (message) => this.answer(message)),
      listen(limitWhoSubject('*').replace(/who$/, '*'), (message) =>
        message.subject === limitWhoSubject(subjectTokens(message.subject)[1]!)
          ? this.leases.announce()
          : this.refuse(message),
      ),
      listen(limitAliveSubject('*', '*'), ({ subject }) => {
        const [, , , worker] = subjectTokens(subject);
        if (worker) this.heard.hear(worker);
      }),
    ];
    void this.claimWhenTold();
    this.timer = setInterval(() => {
      this.sweeping = this.runOnce().catch((error: unknown) => this.options.onError?.(error));
    }, SWEEP_MS);
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
  }

  /** Overrides must be known before anything is granted. */
  private async claimWhenTold(): Promise<void> {
    await this.control.startWhenThere();
    if (!this.stopped) this.leases.start();
  }

  /** Writes exact counts and frees the leases, so that the next owner takes over at once. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.control.stop();
    clearInterval(this.timer);
    this.rebuild.stop();
    await this.sweeping;
    await this.leases.stop();
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  get ownedShards(): number[] {
    return this.leases.owned;
  }

  /** Frees what workers that are gone have held, and forgets lines that nobody uses. */
  async runOnce(): Promise<LimiterCounts> {
    const counts: LimiterCounts = { gone: 0, forgotten: 0 };
    const lateMs = this.heard.forgiveLateness(SWEEP_MS);
    for (const shard of this.lines.shards.values()) shard.claimedAt += lateMs;
    const before = performance.now() - SILENT_WORKER_MS;
    const gone = this.heard.takeSilent(before);
    // All at once: whoever is heard of again meanwhile must keep what it is granted from now on.
    for (const shard of this.lines.shards.values()) for (const worker of gone) this.drop(shard, worker);
    let failure: { error: unknown } | undefined;
    for (const shard of this.lines.shards.values()) {
      // Who is gone is told once: a shard whose change cannot be written must not keep it from the others.
      await this.sweep(shard, gone, before, counts).catch((error: unknown) => (failure ??= { error }));
    }
    counts.gone += gone.length;
    if (failure) throw failure.error;
    return counts;
  }

  private drop(shard: OwnedShard, worker: string): void {
    for (const limit of shard.limits.values()) this.delegations.dropOf(limit, worker);
    for (const line of linesOf(shard)) dropWorker(line, worker);
  }

  private async sweep(
    shard: OwnedShard,
    gone: readonly string[],
    before: number,
    counts: LimiterCounts,
  ): Promise<void> {
    for (const worker of gone) {
      if (this.heard.has(worker) || !shard.users.has(worker)) continue;
      await this.lines.forSure(shard, shard.users.remove(worker));
    }
    for (const worker of shard.users.awaited) {
      // Never heard of since this replica owns the shard.
      if (this.heard.has(worker) || shard.claimedAt > before) continue;
      await this.lines.forSure(shard, shard.users.remove(worker));
      counts.gone += 1;
    }
    this.delegations.recallAgain(shard);
    if (shard.users.awaited.size === 0) for (const line of linesOf(shard)) line.advance();
    counts.forgotten += forgetIdleLines(shard);
  }

  private async answer(message: Msg): Promise<void> {
    const receivedAt = this.clock.now();
    const workload = subjectTokens(message.subject)[1]!;
    const request = parseLimitRequest(message);
    if (!request?.inbox.startsWith('_INBOX.')) return this.refuse(message);
    this.heard.hear(request.worker);
    const handle = async () => {
      const reply: LimitReply = { receivedAt };
      await this.requests.handle(workload, request, reply);
      message.respond(JSON.stringify(reply));
    };
    // One after another per worker: what it gives back must not overtake what it asked for.
    const before = this.busy.get(request.worker);
    const work = before ? before.then(handle) : handle();
    const ended = work
      .catch(() => {})
      .finally(() => {
        if (this.busy.get(request.worker) === ended) this.busy.delete(request.worker);
      });
    this.busy.set(request.worker, ended);
    await work;
  }

  private async refuse(message: Msg): Promise<void> {
    const error = await keepUnreadable(this.broker.connection, message, 'is no request for that limit');
    const reply: LimitReply = { receivedAt: this.clock.now(), code: error.code, reason: error.message };
    message.respond(JSON.stringify(reply));
    this.options.onError?.(error);
  }

  private async gained(number: number, lease: Lease): Promise<void> {
    const users = new ShardUsers(this.broker, number);
    await users.load();
    const unknownUntil = lease.freedAt === undefined ? -Infinity : lease.freedAt + GRANT_MS + CLOCK_ERROR_MS;
    this.lines.shards.set(number, ownedShard(number, users, unknownUntil));
    this.rebuild.soon();
  }

  private async releasing(number: number): Promise<void> {
    const shard = this.lines.shards.get(number);
    const rates = shard ? [...linesOf(shard)].map(({ capacity }) => capacity) : [];
    await Promise.all(
      rates.filter((capacity) => capacity instanceof RateCapacity).map((rate) => rate.settle(this.clock.now())),
    );
  }

  private lost(number: number): void {
    const shard = this.lines.shards.get(number);
    if (shard) for (const line of linesOf(shard)) line.close();
    this.lines.shards.delete(number);
  }

  private overridden(workload: string, name: string): void {
    for (const { limits } of this.lines.shards.values()) {
      const limit = limits.get(`${workload}.${name}`);
      if (!limit) continue;
      this.delegations.recall(limit);
      this.lines.overridden(limit);
    }
  }
}
