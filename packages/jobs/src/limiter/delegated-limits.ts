import { setTimeout as sleep } from 'node:timers/promises';
import { LIMIT_SHARDS, type LimitDefinition, type LimitPush, type LimitRequest } from '@kickoff/contracts';
import type { AskedTurns } from './asked-turns.js';
import { DelegatedLimit } from './delegated-limit.js';
import type { LimitAnswer, LimitLink } from './limit-link.js';
import type { LimitTurn } from './limit-turn.js';
import type { Clock } from './steady-clock.js';

const RENEW_MS = 1_000;
/** Less than the owner waits for a silent worker before it gives what that one holds to others. */
const VALID_MS = 4_000;
/** What nobody has used for so long goes back. */
const IDLE_MS = 10_000;
/** A process that was held up for so long makes others wait who want something back. */
const HELD_UP_MS = 1_000;
const SLOW_FOR_MS = 60_000;
const RETRY_MS = 100;

type Recall = NonNullable<LimitPush['recall']>[number];

export interface DelegatedLimitsOptions {
  link: LimitLink;
  asked: AskedTurns;
  clock: Clock;
  /** Asks the limiter for this turn. */
  ask: (turn: LimitTurn) => void;
  isClosed: () => boolean;
}

/**
 * What the limiter has delegated to this worker. Each delegation has one number; it ends when it is returned, or dropped
 * because its owner is another or does not know it any more. Then what is held is told as to any new owner.
 *
 * Nothing is granted by a delegation that its owner has not confirmed within four seconds: it takes a worker for gone after
 * five. An owner carries out requests in their order, so an answer to a request from before a return says nothing.
 */
export class DelegatedLimits {
  private readonly byName = new Map<string, (DelegatedLimit | undefined)[]>();
  private readonly all = new Set<DelegatedLimit>();
  /** Returned, and not yet answered. */
  private readonly returning = new Map<string, Recall>();
  /** Answers to requests up to this sequence say nothing of delegations in the shard. */
  private readonly endedAt = Array.from({ length: LIMIT_SHARDS }, () => 0);
  private renewedAt = 0;
  private sweptAt: number | undefined;
  private slowUntil = -Infinity;

  constructor(private readonly options: DelegatedLimitsOptions) {}

  /** Who decides here, if this worker does. */
  of(name: string, shard: number): DelegatedLimit | undefined {
    return this.byName.get(name)?.[shard];
  }

  /** Whether this process is held up now and then, and must be delegated nothing. */
  get isSlow(): boolean {
    return performance.now() < this.slowUntil;
  }

  /** The limiter says in an answer what this worker decides from now on. */
  offered(
    owner: string,
    limits: readonly LimitDefinition[],
    { reply: { delegated = [] }, sequence, sentAt }: LimitAnswer,
  ): void {
    const { link, asked, clock } = this.options;
    for (const [index, shard, number] of delegated) {
      const name = limits[index]?.name;
      if (name === undefined || sequence <= this.endedAt[shard]! || link.map.ownerOf(shard) !== owner) continue;
      const present = this.of(name, shard);
      if (present?.number === number || this.returning.get(idOf(name, shard))?.[2] === number) continue;
      if (present) this.end(present);
      this.returning.delete(idOf(name, shard));
      const limit = new DelegatedLimit(name, shard, number, owner, sentAt + VALID_MS);
      this.put(limit);
      const turns = asked.of(name, shard);
      for (const turn of turns) asked.delete(turn);
      for (const turn of turns) if (turn.state === 'granted') limit.adoptGranted(turn);
      const now = performance.now();
      const waiting = turns.filter(({ state }) => state === 'asked' || state === 'waiting');
      for (const turn of waiting) if (!limit.take(turn, now)) limit.estimateNew(turn, now, clock.now());
      for (const turn of waiting) if (turn.decidedBy === limit) turn.asker.onVerdict(turn);
    }
  }

  /** Others ask for the same: gives it back with everything that is held, also when the word of it never came. */
  recalled(recall: Recall): void {
    const [name, shard, number] = recall;
    const limit = this.of(name, shard);
    if (limit && limit.number !== number) return;
    if (limit) this.giveBack(limit);
    else if (!this.returning.has(idOf(name, shard))) this.sendBack(recall);
  }

  giveBack(limit: DelegatedLimit): void {
    this.end(limit);
    this.sendBack([limit.name, limit.shard, limit.number]);
  }

  /** These shards have another owner, or one that may not know what it has delegated. */
  drop(shards: readonly number[]): void {
    for (const limit of this.all) if (shards.includes(limit.shard)) this.end(limit);
    for (const [id, [, shard]] of this.returning) if (shards.includes(shard)) this.returning.delete(id);
    for (const shard of shards) this.endedAt[shard] = this.options.link.sequence + 1;
  }

  /** Says again that it lives, takes notice of being held up, and looks after those that wait. */
  sweep(everyMs: number): void {
    const now = performance.now();
    const lateMs = this.sweptAt === undefined ? 0 : now - this.sweptAt - everyMs;
    this.sweptAt = now;
    if (lateMs > HELD_UP_MS) {
      this.slowUntil = now + SLOW_FOR_MS;
      for (const limit of this.all) this.giveBack(limit);
    }
    // Its owner may not know of it any more. Where it does, it says so when it is asked for a turn.
    for (const limit of this.all) if (now >= limit.validUntil) this.end(limit);
    if (now - this.renewedAt < RENEW_MS) return;
    this.renewedAt = now;
    for (const limit of this.all) {
      if (limit.turns.size > 0) limit.usedAt = now;
      else if (now - limit.usedAt > IDLE_MS) this.giveBack(limit);
      limit.tellWaiting(now, this.options.clock.now());
    }
    for (const owner of new Set([...this.all].map((limit) => limit.owner))) void this.renew(owner);
  }

  /** Returns everything, unanswered: the connection may close next. */
  close(): void {
    for (const limit of this.all) {
      this.end(limit);
      const recall: Recall = [limit.name, limit.shard, limit.number];
      this.options.link.tell(limit.owner, this.returnOf(recall));
    }
  }

  private async renew(owner: string): Promise<void> {
    const { link } = this.options;
    const mine = [...this.all].filter((limit) => limit.owner === owner);
    const names = [...new Set(mine.map(({ name }) => name))];
    const limits = names.map(namedOnly);
    const renew = mine.map(({ name, shard, number }) => [names.indexOf(name), shard, number] as const);
    try {
      const { reply, sentAt } = await link.send(owner, { limits, renew: renew.map((row) => [...row]) });
      const holds = new Set(reply.delegated?.map(([, , number]) => number));
      const lost = mine.filter((limit) => this.all.has(limit) && !holds.has(limit.number));
      // One that has run out stays so: who came to wait since would be told by nobody.
      const now = performance.now();
      for (const limit of mine)
        if (holds.has(limit.number) && now < limit.validUntil) limit.validUntil = sentAt + VALID_MS;
      if (lost.length > 0) await this.report(owner, [...new Set(lost.map(({ shard }) => shard))]);
    } catch {
      link.map.forget(owner);
    }
  }

  /** What is held must be known to an owner before it may grant anything; who waits is asked for again. */
  async report(owner: string, shards: number[]): Promise<void> {
    const { link, asked, ask, isClosed } = this.options;
    while (!isClosed() && shards.some((shard) => link.map.ownerOf(shard) === owner)) {
      this.drop(shards);
      for (const turn of asked) {
        if (!shards.includes(turn.shard)) continue;
        if (turn.state === 'granted') turn.owner = owner;
        else ask(turn);
      }
      // Told anew each time: what has ended since would be held for ever.
      const { limits, held } = asked.held(shards);
      const isTold = await link.send(owner, { limits, report: { shards, held } }).then(
        () => true,
        () => false,
      );
      if (isTold) return;
      await sleep(RETRY_MS);
    }
  }

  private sendBack(recall: Recall): void {
    const [name, shard] = recall;
    const { link, isClosed } = this.options;
    const owner = link.map.ownerOf(shard);
    // Nobody to return it to: whoever owns the shard next is told what is held.
    if (owner === undefined || isClosed()) return;
    const id = idOf(name, shard);
    this.returning.set(id, recall);
    this.endedAt[shard] = link.sequence + 1;
    const isPresent = () => this.returning.get(id) === recall;
    link.send(owner, this.returnOf(recall)).then(
      () => {
        if (isPresent()) this.returning.delete(id);
      },
      async () => {
        await sleep(RETRY_MS);
        if (isPresent()) this.sendBack(recall);
      },
    );
  }

  private returnOf([name, shard, number]: Recall): Pick<LimitRequest, 'limits' | 'returned'> {
    const turns = this.options.asked.of(name, shard);
    const rows = (isIn: (turn: LimitTurn) => boolean) =>
      turns.filter(isIn).map(({ key, id }): [string, string] => [key, id]);
    const held = rows(({ state }) => state === 'granted');
    const waiting = rows(({ state }) => state === 'asked' || state === 'waiting');
    return { limits: [turns[0]?.definition ?? namedOnly(name)], returned: [[0, shard, number, held, waiting]] };
  }

  /** Its turns are the limiter's business from now on. */
  private end(limit: DelegatedLimit): void {
    this.all.delete(limit);
    this.byName.get(limit.name)![limit.shard] = undefined;
    const now = performance.now();
    for (const turn of limit.end()) {
      turn.owner = limit.owner;
      if (turn.state === 'waiting') {
        turn.state = 'asked';
        turn.unansweredSince = now;
        turn.askedAt = now;
      }
      this.options.asked.add(turn);
    }
  }

  private put(limit: DelegatedLimit): void {
    this.all.add(limit);
    let shards = this.byName.get(limit.name);
    if (!shards) this.byName.set(limit.name, (shards = Array.from({ length: LIMIT_SHARDS })));
    shards[limit.shard] = limit;
  }
}

function idOf(name: string, shard: number): string {
  return `${name}.${shard}`;
}

/** The owner knows the rest. */
function namedOnly(name: string): LimitDefinition {
  return { name, windows: [], atOnce: 1 };
}
