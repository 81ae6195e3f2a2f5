import {
  isSameLimit,
  parseJobSubject,
  type LimitDefinition,
  type LimitReply,
  type LimitRequest,
  type LimitStatus,
  type LimitVerdict,
} from '@kickoff/contracts';
import type { LimitDelegations } from './limit-delegations.js';
import { linesOf, type Line, type OwnedShard, type ShardLimit } from './owned-shard.js';
import { RateCapacity } from './rate-capacity.js';
import type { ShardLeases } from './shard-leases.js';
import type { ShardLines } from './shard-lines.js';
import { SlotCapacity } from './slot-capacity.js';
import type { Clock } from './steady-clock.js';

type Asks = NonNullable<LimitRequest['ask']>;

/** Carries out what one worker says and asks in one request. The requests of a worker come one after another. */
export class LimitRequests {
  constructor(
    private readonly lines: ShardLines,
    private readonly leases: ShardLeases,
    private readonly delegations: LimitDelegations,
    private readonly clock: Clock,
  ) {}

  async handle(workload: string, request: LimitRequest, reply: LimitReply): Promise<void> {
    const { limits, worker } = request;
    const known = (index: number, key: string) => this.lines.find(workload, limits[index]?.name, key);
    // What ended and began frees room for what is asked.
    for (const [index, key, id, at] of request.begun ?? []) known(index, key)?.begun(id, at);
    for (const [index, key, id] of request.release ?? []) known(index, key)?.release(id, worker);
    this.takeBack(workload, request);
    if (request.report) await this.takeReport(workload, request, request.report);
    for (const [index, key, id, subject, priority] of request.parked ?? []) {
      // The limiter may move every team's jobs; who asks, only its own.
      if (parseJobSubject(subject)?.workload !== workload) continue;
      const line = await this.open(workload, limits[index], key);
      line?.moveTo({ id, cost: 1, reserve: 0 }, { at: 'parked', subject, priority });
    }
    for (const [index, key, id] of request.away ?? [])
      known(index, key)?.moveTo({ id, cost: 1, reserve: 0 }, { at: 'away' });
    if (request.renew)
      reply.delegated = this.delegations.renew(request.renew, worker, ([index, shard]) =>
        this.at(workload, limits[index], shard),
      );
    if (request.ask) await this.decide(workload, request, request.ask, reply);
    const told = await this.tell(workload, request);
    if (told) reply.status = told;
  }

  private async decide(workload: string, request: LimitRequest, asks: Asks, reply: LimitReply): Promise<void> {
    const { limits, worker } = request;
    const verdicts: LimitVerdict[] = [];
    const askedFor = new Map<ShardLimit, number>();
    const asked = asks.map(([index, key]) => this.lines.limitOf(workload, limits[index], key));
    await this.remember(asked, worker);
    for (const [row, ask] of asks.entries()) {
      const [index, key] = ask;
      const limit = asked[row];
      if (!limit || !this.mayDecide(limit, worker)) {
        verdicts.push('elsewhere');
        continue;
      }
      limit.declared = limits[index]!;
      if (!askedFor.has(limit)) {
        askedFor.set(limit, index);
        if (limit.declared.atOnce !== undefined) this.delegations.asked(limit, worker);
      }
      if (limit.delegation?.worker === worker) {
        verdicts.push('elsewhere');
        continue;
      }
      // Without a pause where the line is known: a burst is decided as one.
      const opened = this.lines.open(limit, key);
      const line = opened instanceof Promise ? await opened : opened;
      // It may have been lost while what is written of the line was read.
      if (!this.mayDecide(limit, worker)) {
        verdicts.push('elsewhere');
        continue;
      }
      this.lines.setTerms(limit, line);
      verdicts.push(this.verdict(line, request, ask));
    }
    reply.verdicts = verdicts;
    for (const [limit, index] of askedFor) {
      const isAsDeclared = isSameLimit(this.lines.termsOf(limit), limits[index]!);
      const number = this.delegations.delegate(limit, request, isAsDeclared);
      if (number !== undefined) (reply.delegated ??= []).push([index, limit.shard.number, number]);
    }
  }

  private mayDecide({ shard, declared }: ShardLimit, worker: string): boolean {
    // It may have been lost, and gained anew, while a worker was written down.
    if (this.lines.shards.get(shard.number) !== shard) return false;
    if (!this.leases.isOwned(shard.number, performance.now())) return false;
    // Gained while others were written: asked again, it is written, too.
    return declared.atOnce === undefined || shard.users.has(worker);
  }

  private verdict(line: Line, { worker, inbox }: LimitRequest, [, , id, cost, reserve]: Asks[number]): LimitVerdict {
    const { capacity } = line;
    const use = { id, cost, reserve };
    const now = this.clock.now();
    const refusal = capacity instanceof RateCapacity ? capacity.refusal(now, use) : undefined;
    if (refusal) return { place: 0, ...refusal };
    return line.ask(use, { at: 'worker', worker, inbox });
  }

  /** A new owner must know who may hold something. One write per shard at once: a worker's first burst asks for all of them. */
  private async remember(asked: readonly (ShardLimit | undefined)[], worker: string): Promise<void> {
    const fresh = new Set<OwnedShard>();
    for (const limit of asked)
      if (limit?.declared.atOnce !== undefined && !limit.shard.users.has(worker)) fresh.add(limit.shard);
    await Promise.all([...fresh].map((shard) => this.lines.forSure(shard, shard.users.add(worker))));
  }

  private takeBack(workload: string, request: LimitRequest): void {
    for (const returned of request.returned ?? []) {
      const limit = this.at(workload, request.limits[returned[0]], returned[1]);
      if (limit) this.delegations.takeBack(limit, returned, request, (key) => this.lines.openSlots(limit, key));
    }
  }

  /** What a handler says of a limit or wants to know. */
  private async tell(workload: string, request: LimitRequest): Promise<LimitStatus | undefined> {
    const { adopt, close, observe, status, limits } = request;
    const about = adopt ?? close ?? observe ?? status;
    if (!about) return undefined;
    const limit = this.lines.limitOf(workload, limits[about.limit], about.key);
    if (!limit) return undefined;
    // Nobody here knows what is held; it is asked again when somebody does.
    if (limit.delegation) {
      this.delegations.recall(limit);
      return undefined;
    }
    limit.declared = limits[about.limit]!;
    const line = await this.lines.open(limit, about.key);
    this.lines.setTerms(limit, line);
    const { capacity } = line;
    if (capacity instanceof SlotCapacity) return { ...capacity.status(this.clock.now()), waiting: line.waiting };
    if (adopt) {
      await this.lines.forSure(limit.shard, capacity.adopt(adopt.windows, this.clock.now()));
      this.lines.setTerms(limit, line);
    }
    if (observe) capacity.observe(this.clock.now(), observe.dayRemaining, observe.dayLimit);
    if (close) await this.lines.forSure(limit.shard, capacity.close(close.until, close.reason, this.clock.now()));
    line.advance();
    return { ...capacity.status(this.clock.now()), waiting: line.waiting };
  }

  /** A worker says what it holds: to a new owner, or because it has heard of one. */
  private async takeReport(
    workload: string,
    { worker, limits }: LimitRequest,
    { shards, held }: NonNullable<LimitRequest['report']>,
  ): Promise<void> {
    // Whoever says what it holds goes by no delegation there any more.
    const ended = shards.flatMap((number) => {
      const all = this.lines.shards.get(number)?.limits.values() ?? [];
      return [...all].filter((limit) => limit.workload === workload && limit.delegation?.worker === worker);
    });
    for (const limit of ended) this.delegations.forgetHeld(limit, worker);
    for (const [index, key, id] of held) {
      const line = await this.open(workload, limits[index], key);
      if (line?.capacity instanceof SlotCapacity) line.capacity.heldBy(id, worker, this.clock.now());
    }
    for (const limit of ended) this.delegations.dropOf(limit, worker);
    for (const number of shards) {
      const shard = this.lines.shards.get(number);
      if (!shard?.users.awaited.delete(worker) || shard.users.awaited.size > 0) continue;
      for (const line of linesOf(shard)) line.advance();
    }
  }

  private async open(
    workload: string,
    definition: LimitDefinition | undefined,
    key: string,
  ): Promise<Line | undefined> {
    const limit = this.lines.limitOf(workload, definition, key);
    return limit && this.lines.open(limit, key);
  }

  /** What this replica has of a limit in one shard. */
  private at(workload: string, definition: LimitDefinition | undefined, shard: number): ShardLimit | undefined {
    return definition && this.lines.shards.get(shard)?.limits.get(`${workload}.${definition.name}`);
  }
}
