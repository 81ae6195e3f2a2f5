import type { Msg, Subscription } from '@nats-io/transport-node';
import {
  limitAliveSubject,
  limitAskSubject,
  limitWhoSubject,
  parseJobSubject,
  type LimitDefinition,
  type LimitReply,
  type LimitRequest,
  type LimitStatus,
  type LimitVerdict,
} from '@kickoff/contracts';
import { v7 } from 'uuid';
import type { Broker } from '../broker/broker.js';
import { ControlWatch } from '../client/control-watch.js';
import { keepUnreadable } from '../dead-letters/keep-unreadable.js';
import { HeardWorkers } from './heard-workers.js';
import type { Lease } from './lease.js';
import { limitLabel, limitShard } from './limit-key.js';
import { GRANT_MS, LimitLine, type Waiter } from './limit-line.js';
import { LimitPushes } from './limit-pushes.js';
import { LimitStore, OwnershipLost, type LimitState } from './limit-store.js';
import {
  forgetIdleLines,
  freeHeldBy,
  lineId,
  ownedShard,
  type Line,
  type OwnedLine,
  type OwnedShard,
} from './owned-shard.js';
import { parkedJobs } from './parked-jobs.js';
import { parseLimitRequest } from './parse-limit-request.js';
import { promoteParked } from './promote-parked.js';
import { LONGEST_UNWRITTEN_MS, RateCapacity } from './rate-capacity.js';
import { ShardLeases } from './shard-leases.js';
import { ShardUsers } from './shard-users.js';
import { SlotCapacity } from './slot-capacity.js';
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
const REBUILD_AFTER_MS = 100;
/** How far the clocks of two replicas may be apart. */
const CLOCK_ERROR_MS = 250;
/** Uses of a limit without keys that are known when its windows become longer. */
const REMEMBERED_USES = 1_000;

/**
 * Decides the rate and concurrency limits of every workload. Limits are divided into shards; each is decided by the one
 * replica that has its lease. A line per limit and key says who is next; those that wait in a worker are told, those that
 * are parked in `later` are promoted.
 *
 * State is memory. What a new owner cannot know it waits for: uses within short windows until these are over, what workers
 * hold until each has said so or is gone. Long windows, quotas and closings are written down before they are granted.
 */
export class Limiter {
  private readonly broker: Broker;
  private readonly clock: Clock;
  private readonly leases: ShardLeases;
  private readonly pushes: LimitPushes;
  private readonly shards = new Map<number, OwnedShard>();
  private readonly heard = new HeardWorkers();
  private readonly control: ControlWatch;
  private readonly busy = new Map<string, Promise<void>>();
  private stopped = false;
  private rebuilding: NodeJS.Timeout | undefined;
  private subscriptions: Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LimiterOptions) {
    this.broker = options.broker;
    this.clock = new SteadyClock(options.clock ?? options.broker.clock);
    this.pushes = new LimitPushes(this.broker.connection);
    this.control = new ControlWatch(this.broker);
    this.control.overrides.onLimit((workload, name) => this.overridden(workload, name));
    this.leases = new ShardLeases(this.broker, v7(), {
      gained: (shard, lease) => this.gained(shard, lease),
      releasing: (shard) => this.releasing(shard),
      lost: (shard) => this.lost(shard),
      onError: (error) => this.options.onError?.(error),
    });
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
        message.subject === limitWhoSubject(message.subject.split('.')[1]!)
          ? this.leases.announce()
          : this.refuse(message),
      ),
      listen(limitAliveSubject('*', '*'), ({ subject }) => {
        const [, , , worker] = subject.split('.');
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
    clearTimeout(this.rebuilding);
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
    for (const shard of this.shards.values()) shard.claimedAt += lateMs;
    const before = performance.now() - SILENT_WORKER_MS;
    const gone = this.heard.takeSilent(before);
    let failure: { error: unknown } | undefined;
    for (const shard of this.shards.values()) {
      // Who is gone is told once: a shard whose change cannot be written must not keep it from the others.
      await this.sweep(shard, gone, before, counts).catch((error: unknown) => (failure ??= { error }));
    }
    counts.gone += gone.length;
    if (failure) throw failure.error;
    return counts;
  }

  private async sweep(
    shard: OwnedShard,
    gone: readonly string[],
    before: number,
    counts: LimiterCounts,
  ): Promise<void> {
    freeHeldBy(shard, gone);
    for (const worker of gone) if (shard.users.has(worker)) await this.forSure(shard, shard.users.remove(worker));
    for (const worker of shard.users.awaited) {
      // Never heard of since this replica owns the shard.
      if (this.heard.has(worker) || shard.claimedAt > before) continue;
      await this.forSure(shard, shard.users.remove(worker));
      counts.gone += 1;
    }
    if (shard.users.awaited.size === 0) for (const { line } of shard.lines.values()) line.advance();
    counts.forgotten += forgetIdleLines(shard);
  }

  private async answer(message: Msg): Promise<void> {
    const receivedAt = this.clock.now();
    const workload = message.subject.split('.')[1]!;
    const request = parseLimitRequest(message);
    if (!request?.inbox.startsWith('_INBOX.')) return this.refuse(message);
    this.heard.hear(request.worker);
    // One after another per worker: what it gives back must not overtake what it asked for.
    const before = this.busy.get(request.worker);
    const work = before
      ? before.then(() => this.handle(message, workload, request, receivedAt))
      : this.handle(message, workload, request, receivedAt);
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

  private async handle(message: Msg, workload: string, request: LimitRequest, receivedAt: number): Promise<void> {
    const { limits } = request;
    const known = (index: number, key: string) => this.find(workload, limits[index]?.name, key)?.line;
    // What ended and began frees room for what is asked.
    for (const [index, key, id, at] of request.begun ?? []) known(index, key)?.begun(id, at);
    for (const [index, key, id] of request.release ?? []) known(index, key)?.release(id, request.worker);
    if (request.report) await this.takeReport(workload, request, request.report);
    for (const [index, key, id, subject, priority] of request.parked ?? []) {
      // The limiter may move every team's jobs; who asks, only its own.
      if (parseJobSubject(subject)?.workload !== workload) continue;
      const owned = await this.open(workload, limits[index], key);
      owned?.line.moveTo({ id, cost: 1, reserve: 0 }, { at: 'parked', subject, priority });
    }
    for (const [index, key, id] of request.away ?? [])
      known(index, key)?.moveTo({ id, cost: 1, reserve: 0 }, { at: 'away' });
    const reply: LimitReply = { receivedAt };
    if (request.ask) reply.verdicts = await this.decide(workload, request, request.ask);
    const told = await this.tell(workload, request);
    if (told) reply.status = told;
    message.respond(JSON.stringify(reply));
  }

  private async decide(
    workload: string,
    { limits, worker, inbox }: LimitRequest,
    asks: NonNullable<LimitRequest['ask']>,
  ): Promise<LimitVerdict[]> {
    const verdicts: LimitVerdict[] = [];
    for (const [index, key, id, cost, reserve] of asks) {
      const definition = limits[index];
      const shard = definition && this.shards.get(limitShard(workload, definition.name, key));
      if (shard && definition.atOnce !== undefined && !shard.users.has(worker))
        await this.forSure(shard, shard.users.add(worker));
      // Without a pause where the line is known: a burst is decided as one.
      const owned = this.find(workload, definition?.name, key) ?? (await this.open(workload, definition, key));
      if (!owned || !this.leases.isOwned(owned.shard.number, performance.now())) {
        verdicts.push('elsewhere');
        continue;
      }
      const { line } = owned;
      this.setDeclared(owned, limits[index]!);
      const use = { id, cost, reserve };
      const now = this.clock.now();
      const refusal = line.capacity instanceof RateCapacity ? line.capacity.refusal(now, use) : undefined;
      const verdict = refusal ? { place: 0, ...refusal } : line.ask(use, { at: 'worker', worker, inbox });
      verdicts.push(verdict);
    }
    return verdicts;
  }

  /** What a handler says of a limit or wants to know. */
  private async tell(workload: string, request: LimitRequest): Promise<LimitStatus | undefined> {
    const { close, observe, status, limits } = request;
    const about = close ?? observe ?? status;
    if (!about) return undefined;
    const owned = await this.open(workload, limits[about.limit], about.key);
    if (!owned) return undefined;
    const { line, shard } = owned;
    const { capacity } = line;
    this.setDeclared(owned, limits[about.limit]!);
    if (capacity instanceof SlotCapacity) return { ...capacity.status(this.clock.now()), waiting: line.waiting };
    if (observe) capacity.observe(this.clock.now(), observe.dayRemaining, observe.dayLimit);
    if (close) await this.forSure(shard, capacity.close(close.until, close.reason, this.clock.now()));
    line.advance();
    return { ...capacity.status(this.clock.now()), waiting: line.waiting };
  }

  /** A worker says what it holds: to a new owner, or because it has heard of one. */
  private async takeReport(
    workload: string,
    { worker, limits }: LimitRequest,
    { shards, held }: NonNullable<LimitRequest['report']>,
  ): Promise<void> {
    for (const [index, key, id] of held) {
      const owned = await this.open(workload, limits[index], key);
      if (owned?.line.capacity instanceof SlotCapacity) owned.line.capacity.heldBy(id, worker, this.clock.now());
    }
    for (const number of shards) {
      const shard = this.shards.get(number);
      if (!shard?.users.awaited.delete(worker) || shard.users.awaited.size > 0) continue;
      for (const { line } of shard.lines.values()) line.advance();
    }
  }

  private async gained(number: number, lease: Lease): Promise<void> {
    const users = new ShardUsers(this.broker, number);
    await users.load();
    const unknownUntil = lease.freedAt === undefined ? -Infinity : lease.freedAt + GRANT_MS + CLOCK_ERROR_MS;
    this.shards.set(number, ownedShard(number, users, unknownUntil));
    // Several shards come at once: one look at the streams serves them all.
    this.rebuildAfter(REBUILD_AFTER_MS);
  }

  private rebuildAfter(ms: number): void {
    if (this.stopped) return;
    this.rebuilding ??= setTimeout(() => {
      this.rebuilding = undefined;
      void this.rebuild().catch((error: unknown) => this.options.onError?.(error));
    }, ms);
  }

  /** Puts jobs that were parked under an owner before in line again. */
  private async rebuild(): Promise<void> {
    const fresh = [...this.shards.values()].filter(({ rebuilt }) => !rebuilt);
    for (const shard of fresh) shard.rebuilt = true;
    try {
      for await (const { workload, limit, key, id, subject, priority } of parkedJobs(this.broker)) {
        const shard = this.shards.get(limitShard(workload, limit.name, key));
        if (!shard || !fresh.includes(shard)) continue;
        const owned = await this.open(workload, limit, key);
        owned?.line.joinParked({ id, cost: 1, reserve: 0 }, { at: 'parked', subject, priority });
      }
    } catch (error) {
      for (const shard of fresh) shard.rebuilt = false;
      this.rebuildAfter(SWEEP_MS);
      throw error;
    }
  }

  private async releasing(number: number): Promise<void> {
    const lines = [...(this.shards.get(number)?.lines.values() ?? [])];
    const rates = lines.map(({ line }) => line.capacity).filter((capacity) => capacity instanceof RateCapacity);
    await Promise.all(rates.map((capacity) => capacity.settle(this.clock.now())));
  }

  private lost(number: number): void {
    for (const { line } of this.shards.get(number)?.lines.values() ?? []) line.close();
    this.shards.delete(number);
  }

  private find(workload: string, name: string | undefined, key: string): OwnedLine | undefined {
    if (name === undefined) return undefined;
    return this.shards.get(limitShard(workload, name, key))?.lines.get(lineId(workload, name, key));
  }

  /** What its workers say of a limit, as long as nothing overrides it. */
  private setDeclared(owned: OwnedLine, declared: LimitDefinition): void {
    owned.declared = declared;
    const { windows, atOnce } = this.control.overrides.limitOf(owned.workload, declared);
    const { capacity } = owned.line;
    if (capacity instanceof RateCapacity) capacity.setWindows(windows, declared.windows);
    else if (atOnce !== undefined) capacity.atOnce = atOnce;
  }

  /** Other numbers hold from now on: for what waits already, too. */
  private overridden(workload: string, name: string): void {
    for (const { lines } of this.shards.values()) {
      for (const owned of lines.values()) {
        if (owned.workload !== workload || owned.line.name !== name) continue;
        this.setDeclared(owned, owned.declared);
        owned.line.advance();
      }
    }
  }

  /** The line, made on first use. Undefined when another replica decides it. */
  private async open(
    workload: string,
    definition: LimitDefinition | undefined,
    key: string,
  ): Promise<OwnedLine | undefined> {
    const shard = definition && this.shards.get(limitShard(workload, definition.name, key));
    if (!shard) return undefined;
    const id = lineId(workload, definition.name, key);
    const known = shard.lines.get(id) ?? shard.opening.get(id);
    if (known) return known;
    const opening = this.make(shard, workload, definition, key)
      .then((made) => {
        // It may have been overridden while its state was read.
        this.setDeclared(made, definition);
        shard.lines.set(id, made);
        return made;
      })
      .finally(() => shard.opening.delete(id));
    shard.opening.set(id, opening);
    return opening;
  }

  private async make(
    shard: OwnedShard,
    workload: string,
    definition: LimitDefinition,
    key: string,
  ): Promise<OwnedLine> {
    const { name, atOnce, windows } = this.control.overrides.limitOf(workload, definition);
    const capacity =
      atOnce === undefined
        ? await this.rate(shard, `${workload}.${name}${key && `.${key}`}`, key, windows, () => line.advance())
        : new SlotCapacity(atOnce, () => shard.users.awaited.size === 0);
    const line: Line = new LimitLine(name, key, capacity, () => this.clock.now(), {
      turn: (waiter, useBy) => this.turn({ line, shard }, waiter, useBy),
      near: (waiter) => this.promote(line, waiter),
    });
    return { workload, line, shard, declared: definition };
  }

  /** Keyed limits of short windows are not written down unless they become longer, so that a key costs nothing to begin with. */
  private async rate(
    shard: OwnedShard,
    storeKey: string,
    key: string,
    windows: LimitDefinition['windows'],
    onSaved: () => void,
  ): Promise<RateCapacity> {
    const isLong = windows.some(({ kind, perMs }) => kind === 'utc-day' || perMs > LONGEST_UNWRITTEN_MS);
    const store = new LimitStore(this.broker, storeKey);
    // Who owns it no longer must not take what the next owner wrote for older than its own.
    const write = async (next: LimitState) => {
      if (!this.leases.isOwned(shard.number, performance.now())) throw new OwnershipLost('the lease is over');
      await store.save(next);
    };
    const save = (next: LimitState) => this.forSure(shard, write(next));
    if (key !== '' && !isLong) return new RateCapacity(windows, shard.unknownUntil, save, onSaved);
    const state = await store.load();
    const remembered = key === '' ? REMEMBERED_USES : 0;
    const capacity = new RateCapacity(windows, shard.unknownUntil, save, onSaved, remembered);
    if (state) capacity.restore(state);
    return capacity;
  }

  private turn({ line, shard }: Pick<OwnedLine, 'line' | 'shard'>, waiter: Waiter, useBy: number | undefined): void {
    const { id, place } = waiter;
    if (place.at === 'parked' && !waiter.called) this.promote(line, waiter);
    // Held up for so long that another replica may decide: who waits asks again, and is told by that one.
    if (!this.leases.isOwned(shard.number, performance.now())) return;
    if (place.at !== 'worker') return;
    const { name, key } = line;
    this.pushes.grant(place.inbox, useBy === undefined ? [name, key, id] : [name, key, id, useBy]);
  }

  private promote(line: Line, { id, place }: Waiter): void {
    if (place.at !== 'parked') return;
    promoteParked(this.broker, place, `its turn at ${limitLabel(line.name, line.key)}`).then(
      (waits) => {
        if (!waits) line.release(id);
      },
      (error: unknown) => {
        line.release(id);
        this.options.onError?.(error);
      },
    );
  }

  /** What was not written must not be granted: whatever the state is now, only a fresh claim can say. */
  private async forSure(shard: OwnedShard, write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      await this.leases.giveUp(shard.number);
      throw error;
    }
  }
}
