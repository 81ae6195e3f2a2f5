import { parseJobSubject, type LimitDefinition } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { ControlWatch } from '../client/control-watch.js';
import { limitLabel, limitShard } from './limit-key.js';
import { LimitLine, type Waiter } from './limit-line.js';
import type { LimitPushes } from './limit-pushes.js';
import { LimitStore, OwnershipLost, type LimitState } from './limit-store.js';
import { isKnown, shardLimit, type Line, type OwnedShard, type ShardLimit } from './owned-shard.js';
import { promoteParked } from './promote-parked.js';
import { LONGEST_UNWRITTEN_MS, RateCapacity } from './rate-capacity.js';
import type { ShardLeases } from './shard-leases.js';
import { SlotCapacity } from './slot-capacity.js';
import type { Clock } from './steady-clock.js';

/** Uses of a limit without keys that are known when its windows become longer. */
const REMEMBERED_USES = 1_000;

export interface ShardLinesOptions {
  broker: Broker;
  clock: Clock;
  leases: ShardLeases;
  pushes: LimitPushes;
  control: ControlWatch;
  onError: (error: unknown) => void;
}

/** The lines of the shards that this replica owns: makes them, and tells or promotes whoever's turn has come. */
export class ShardLines {
  readonly shards = new Map<number, OwnedShard>();

  constructor(private readonly options: ShardLinesOptions) {}

  /** What of the limit this replica decides together with this key. Undefined when another replica does. */
  limitOf(workload: string, definition: LimitDefinition | undefined, key: string): ShardLimit | undefined {
    const shard = definition && this.shards.get(limitShard(workload, definition.name, key));
    return shard && shardLimit(shard, workload, definition);
  }

  find(workload: string, name: string | undefined, key: string): Line | undefined {
    if (name === undefined) return undefined;
    return this.shards
      .get(limitShard(workload, name, key))
      ?.limits.get(`${workload}.${name}`)
      ?.lines.get(key);
  }

  /** The line of a key, made on first use: at once of a concurrency limit, of a rate when it is known what is written of it. */
  open(limit: ShardLimit, key: string): Line | Promise<Line> {
    const known = limit.lines.get(key) ?? limit.opening.get(key);
    if (known) return known;
    if (limit.declared.atOnce !== undefined) return this.openSlots(limit, key);
    const opening = this.openRate(limit, key).finally(() => limit.opening.delete(key));
    limit.opening.set(key, opening);
    return opening;
  }

  openSlots(limit: ShardLimit, key: string): Line {
    const known = limit.lines.get(key);
    if (known) return known;
    const { atOnce } = this.termsOf(limit);
    return this.add(limit, key, new SlotCapacity(atOnce ?? 1, () => isKnown(limit)));
  }

  /** What its workers and the upstream say of a limit, as long as nothing overrides it. */
  setTerms(limit: ShardLimit, { capacity }: Pick<Line, 'capacity'>): void {
    const { declared } = limit;
    const terms = this.termsOf(limit);
    const override = terms === declared ? undefined : terms.windows;
    if (capacity instanceof RateCapacity) capacity.setTerms(declared.windows, override);
    else if (terms.atOnce !== undefined) capacity.atOnce = terms.atOnce;
  }

  termsOf({ workload, declared }: ShardLimit): LimitDefinition {
    return this.options.control.overrides.limitOf(workload, declared);
  }

  /** Other numbers hold from now on: for what waits already, too. */
  overridden(limit: ShardLimit): void {
    for (const line of limit.lines.values()) {
      this.setTerms(limit, line);
      line.advance();
    }
  }

  pausesChanged(workload: string): void {
    for (const { limits } of this.shards.values())
      for (const limit of limits.values())
        if (limit.workload === workload) for (const line of limit.lines.values()) line.reconsider();
  }

  /** What was not written must not be granted: whatever the state is now, only a fresh claim can say. */
  async forSure(shard: OwnedShard, write: Promise<void>): Promise<void> {
    try {
      await write;
    } catch (error) {
      await this.options.leases.giveUp(shard.number);
      throw error;
    }
  }

  private add(limit: ShardLimit, key: string, capacity: RateCapacity | SlotCapacity): Line {
    limit.callbacks ??= {
      now: () => this.options.clock.now(),
      turn: (line, waiter, useBy) => this.turn(limit, line, waiter, useBy),
      near: (line, waiter) => this.promote(line, waiter),
      isHeldBack: ({ place }) => place.at === 'parked' && this.isPaused(place.subject),
    };
    const line: Line = new LimitLine(limit.name, key, capacity, limit.callbacks);
    limit.lines.set(key, line);
    return line;
  }

  /** Keyed limits of short windows are not written down unless they become longer, so that a key costs nothing to begin with. */
  private async openRate(limit: ShardLimit, key: string): Promise<Line> {
    const { shard, workload, name } = limit;
    const { windows } = this.termsOf(limit);
    const isLong = windows.some(({ kind, perMs }) => kind === 'utc-day' || perMs > LONGEST_UNWRITTEN_MS);
    const store = new LimitStore(this.options.broker, `${workload}.${name}${key && `.${key}`}`);
    // Who owns it no longer must not take what the next owner wrote for older than its own.
    const write = async (next: LimitState) => {
      if (!this.options.leases.isOwned(shard.number, performance.now())) throw new OwnershipLost('the lease is over');
      await store.save(next);
    };
    const save = (next: LimitState) => this.forSure(shard, write(next));
    const remembered = key === '' ? REMEMBERED_USES : 0;
    const state = key !== '' && !isLong ? undefined : await store.load();
    if (this.shards.get(shard.number) !== shard) throw new OwnershipLost('the lease ended while the state was read');
    const onSaved = () => limit.lines.get(key)?.advance();
    const capacity = new RateCapacity(windows, shard.unknownUntil, save, onSaved, remembered);
    if (state) capacity.restore(state);
    // It may have been overridden while its state was read.
    this.setTerms(limit, { capacity });
    return this.add(limit, key, capacity);
  }

  private turn({ shard }: ShardLimit, line: Line, waiter: Waiter, useBy: number | undefined): void {
    const { id, place } = waiter;
    if (place.at === 'parked' && !waiter.called) this.promote(line, waiter);
    // Held up for so long that another replica may decide: who waits asks again, and is told by that one.
    if (!this.options.leases.isOwned(shard.number, performance.now())) return;
    if (place.at !== 'worker') return;
    const { name, key } = line;
    this.options.pushes.grant(place.inbox, useBy === undefined ? [name, key, id] : [name, key, id, useBy]);
  }

  private promote(line: Line, { id, place }: Waiter): void {
    if (place.at !== 'parked') return;
    promoteParked(this.options.broker, place, `its turn at ${limitLabel(line.name, line.key)}`).then(
      (waits) => {
        if (!waits) line.release(id);
      },
      (error: unknown) => {
        line.release(id);
        this.options.onError(error);
      },
    );
  }

  /** What is parked and paused would not start when it is promoted, and its turn be lost. */
  private isPaused(subject: string): boolean {
    const { pauses } = this.options.control;
    if (!pauses.isAny) return false;
    const address = parseJobSubject(subject);
    if (!address) return false;
    return (pauses.ofJob(address) ?? pauses.ofQueue(address.workload, address.queue)) !== undefined;
  }
}
