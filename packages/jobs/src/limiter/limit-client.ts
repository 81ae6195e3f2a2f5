import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigurationInvalid,
  limitAliveSubject,
  limitAskSubject,
  limitWhoSubject,
  LimitPush,
  LimitReply,
  type LimitDefinition,
  type LimitRequest,
  type LimitStatus,
  type LimitVerdict,
} from '@kickoff/contracts';
import { createInbox, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { v7 } from 'uuid';
import { workloadInbox } from '../broker/permissions.js';
import { request } from '../broker/request.js';
import { LimitBurst } from './limit-burst.js';
import { LimitDeferred } from './limit-deferred.js';
import { limitShard } from './limit-key.js';
import type { LimitTurn } from './limit-turn.js';
import { LimiterMap } from './limiter-map.js';
import type { Clock } from './steady-clock.js';

/** How long `take` waits in place before it defers the job. */
const LONGEST_WAIT_MS = 5_000;
/** As long as an owner that is gone may keep its lease: one that is slow is not replaced sooner. */
const ANSWER_TIMEOUT_MS = 3_000;
/** Who waits asks again, should the word of its turn get lost. */
const ASK_AGAIN_MS = 1_000;
/** Neither an answer nor a word of an owner for so long: nobody decides. */
const SILENCE_MS = 3_000;
/** An owner that says it is there and answers nothing for so long is as good as none. */
const LONGEST_UNANSWERED_MS = 30_000;
/** When no limiter answers at all. */
const UNANSWERED_DEFER_MS = 10_000;
const BEAT_MS = 1_000;

export interface TakeOptions {
  /** Units of the limit. Default 1. */
  cost?: number;
  /** Leave this many of the day's quota for others. Default 0. */
  reserve?: number;
  /** Whose limit it is, where each key has its own. Default: the limit of all. */
  key?: string;
  /** Who waits: a job's id. A deferred job that returns under the same name keeps its turn. */
  waiter?: string;
  signal?: AbortSignal;
}

export interface LimitClientOptions {
  connection: NatsConnection;
  workload: string;
  /** The server's clock, for comparing the times of turns. */
  clock: Clock;
  /** Told, before the first use, on which subject somebody else should say that this client lives while it cannot. */
  onFirstUse?: (aliveSubject: string) => void;
}

/**
 * Asks the limiter of the scheduler service on behalf of a worker: one request per burst and replica. Says what it holds to
 * a replica that is new, and asks again until it is answered. One per worker and workload.
 */
export class LimitClient {
  /** Names this client to the limiter. */
  readonly id = v7();
  private readonly connection: NatsConnection;
  private readonly turns = new Map<string, LimitTurn>();
  private readonly burst: LimitBurst;
  private map: LimiterMap | undefined;
  private inbox = '';
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private saidAliveAt = -Infinity;

  constructor(private readonly options: LimitClientOptions) {
    this.connection = options.connection;
    this.burst = new LimitBurst((burst) => this.flush(burst));
  }

  /** Begins to listen, so that the first question finds its replica. Called by the first use. */
  start(): void {
    if (this.map || this.closed) return;
    this.inbox = createInbox(workloadInbox(this.options.workload));
    this.subscription = this.connection.subscribe(this.inbox, {
      callback: (error, message) => {
        const push = error ? undefined : parse(LimitPush, message.string());
        for (const [name, key, id, useBy] of push?.granted ?? []) {
          const turn = this.turns.get(turnId(name, key, id));
          if (turn) this.granted(turn, useBy);
        }
      },
    });
    this.options.onFirstUse?.(this.aliveSubject);
    this.map = new LimiterMap(this.connection, (owner, shards) => this.ownersChanged(owner, shards));
    this.connection.publish(limitWhoSubject(this.options.workload));
    this.timer = setInterval(() => this.sweep(), BEAT_MS / 4).unref();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    this.map?.close();
  }

  /**
   * Where this client says once a second that it lives, while it holds or awaits a use. In a worker the heartbeat thread
   * says it, too, while handlers run: one of them may block the event loop for longer than an owner waits.
   */
  get aliveSubject(): string {
    return limitAliveSubject(this.options.workload, this.id);
  }

  /** Asks for one use; `onVerdict` is called when it is granted, and when it stands in line. */
  ask(
    turn: Omit<
      LimitTurn,
      'shard' | 'state' | 'owner' | 'useBy' | 'place' | 'turnAt' | 'reason' | 'askedAt' | 'unansweredSince' | 'asking'
    >,
  ): LimitTurn {
    this.start();
    const asked: LimitTurn = {
      ...turn,
      shard: limitShard(this.options.workload, turn.definition.name, turn.key),
      state: 'asked',
      owner: undefined,
      useBy: undefined,
      place: 0,
      turnAt: 0,
      reason: undefined,
      askedAt: 0,
      unansweredSince: performance.now(),
      asking: false,
    };
    this.turns.set(turnId(turn.definition.name, turn.key, turn.id), asked);
    this.burst.ask(asked);
    return asked;
  }

  /** Whether a granted use of a rate may still begin. Concurrency grants never end by time. */
  isInTime({ useBy, owner }: LimitTurn): boolean {
    return useBy === undefined || (owner !== undefined && this.map!.latestNow(owner) <= useBy);
  }

  /** It has begun just now; without this the limiter counts the latest time at which it may have begun. */
  begun(turn: LimitTurn): void {
    if (turn.state === 'over') return;
    this.burst.begun(turn);
    this.forget(turn);
  }

  /** It has ended, was not used, or waits no more. */
  release(turn: LimitTurn): void {
    if (turn.state === 'over') return;
    this.forget(turn);
    this.burst.release(turn);
  }

  /** It waits in `later` from now on and is promoted from there. */
  park(turn: LimitTurn, subject: string, priority: string): void {
    this.forget(turn);
    this.burst.park(turn, subject, priority);
  }

  /**
   * Resolves when the use may begin, which it must do at once.
   *
   * @throws LimitDeferred when the turn is more than five seconds away, or no limiter answers
   * @throws ConfigurationInvalid when the cost can never be granted
   */
  async take(definition: LimitDefinition, options: TakeOptions = {}): Promise<void> {
    const { cost = 1, reserve = 0, key = '', waiter = v7(), signal } = options;
    for (const { limit } of definition.windows) {
      if (cost > limit)
        throw new ConfigurationInvalid(`limit.${definition.name}.take.cost`, `must be at most ${limit}, got ${cost}`);
    }
    if (definition.atOnce !== undefined)
      throw new ConfigurationInvalid(`limit.${definition.name}.take`, 'is for rates; this limits jobs at once');
    const deadline = performance.now() + LONGEST_WAIT_MS;
    // Two takes of one job at once are two uses.
    let id = waiter;
    for (let other = 2; this.turns.has(turnId(definition.name, key, id)); other += 1) id = `${waiter}.${other}`;
    for (;;) {
      signal?.throwIfAborted();
      const turn = await this.wait({ definition, key, id, cost, reserve }, deadline, signal);
      if (!this.isInTime(turn)) {
        this.release(turn);
        continue;
      }
      this.begun(turn);
      return;
    }
  }

  /** Holds every worker back until then; survives restarts of the limiter. */
  async closeUntil(definition: LimitDefinition, until: number | Date, reason: string): Promise<void> {
    await this.insist(definition, { close: { limit: 0, key: '', until: Number(until), reason } });
  }

  /** Tells what the upstream says is left of the day's quota. Best effort: the next answer of the upstream says it again. */
  observe(definition: LimitDefinition, seen: { dayRemaining: number; dayLimit: number }): void {
    this.tell(definition, { observe: { limit: 0, key: '', ...seen } }).catch(() => {});
  }

  /** @param key whose, where each key has its own */
  async status(definition: LimitDefinition, key = ''): Promise<LimitStatus> {
    return this.insist(definition, { status: { limit: 0, key } }, key);
  }

  private wait(
    use: Pick<LimitTurn, 'definition' | 'key' | 'id' | 'cost' | 'reserve'>,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<LimitTurn> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.release(turn);
        done();
        reject(signal!.reason as Error);
      };
      const done = () => signal?.removeEventListener('abort', leave);
      const defer = (retryAt: number, reason: string) => {
        done();
        reject(new LimitDeferred(use.definition.name, retryAt, reason));
      };
      const turn = this.ask({
        ...use,
        onVerdict: (asked) => {
          if (asked.state === 'granted') {
            done();
            return resolve(asked);
          }
          const waitMs = asked.turnAt - this.options.clock.now();
          if (performance.now() + waitMs <= deadline) return undefined;
          if (asked.place > 0) this.away(asked);
          else this.release(asked);
          return defer(Math.ceil(asked.turnAt), asked.reason ?? 'waits for its turn');
        },
        onSilence: (asked) => {
          if (performance.now() < deadline) return;
          this.release(asked);
          defer(this.options.clock.now() + UNANSWERED_DEFER_MS, 'no limiter answers');
        },
      });
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  private away(turn: LimitTurn): void {
    this.forget(turn);
    this.burst.away(turn);
  }

  private forget(turn: LimitTurn): void {
    turn.state = 'over';
    const id = turnId(turn.definition.name, turn.key, turn.id);
    if (this.turns.get(id) === turn) this.turns.delete(id);
  }

  private granted(turn: LimitTurn, useBy: number | undefined): void {
    if (turn.state !== 'asked' && turn.state !== 'waiting') return;
    turn.owner = this.map!.ownerOf(turn.shard);
    // Without its owner nobody knows what its clock shows; the turn is asked for again when there is one.
    if (turn.owner === undefined) return;
    turn.state = 'granted';
    turn.useBy = useBy;
    turn.unansweredSince = undefined;
    turn.onVerdict(turn);
  }

  private judged(turn: LimitTurn, verdict: LimitVerdict): void {
    if (verdict === 'elsewhere') return;
    if (!('place' in verdict)) return this.granted(turn, verdict.useBy);
    if (turn.state !== 'asked' && turn.state !== 'waiting') return;
    turn.state = 'waiting';
    turn.unansweredSince = undefined;
    turn.place = verdict.place;
    turn.turnAt = verdict.turnAt;
    turn.reason = verdict.reason;
    turn.onVerdict(turn);
  }

  /** Sends what has gathered, one request per replica. */
  private flush(burst: LimitBurst): void {
    const { map } = this;
    if (!map || this.closed || this.connection.isClosed()) return;
    const parts = burst.divide(
      (shard) => map.ownerOf(shard),
      (owner) => map.latestNow(owner),
    );
    for (const { owner, body, asked, retry } of parts) {
      const sentAt = performance.now();
      for (const turn of asked) {
        turn.askedAt = sentAt;
        turn.asking = true;
      }
      this.send(owner, { worker: this.id, inbox: this.inbox, ...body }).then(
        ({ verdicts }) => {
          for (const [index, turn] of asked.entries()) {
            turn.asking = false;
            const verdict = verdicts?.[index];
            if (verdict) this.judged(turn, verdict);
          }
        },
        () => {
          for (const turn of asked) turn.asking = false;
          map.forget(owner);
          retry();
        },
      );
    }
  }

  private async send(owner: string, body: LimitRequest): Promise<LimitReply> {
    const sentAt = performance.now();
    const subject = limitAskSubject(this.options.workload, owner);
    const message = await request(this.connection, subject, JSON.stringify(body), { timeoutMs: ANSWER_TIMEOUT_MS });
    const reply = LimitReply.parse(message.json());
    this.map?.bound(owner, sentAt, reply.receivedAt);
    return reply;
  }

  /** A new owner must know what is held here before it may grant anything. */
  private ownersChanged(owner: string, shards: number[]): void {
    this.burst.wake();
    const limits: LimitDefinition[] = [];
    const held: [number, string, string][] = [];
    for (const turn of this.turns.values()) {
      if (!shards.includes(turn.shard)) continue;
      if (turn.state === 'granted' && turn.definition.atOnce !== undefined) {
        let index = limits.indexOf(turn.definition);
        if (index < 0) index = limits.push(turn.definition) - 1;
        held.push([index, turn.key, turn.id]);
        turn.owner = owner;
      } else if (turn.state !== 'granted') this.burst.ask(turn);
    }
    const insist = async (): Promise<void> => {
      while (
        !this.closed &&
        !this.connection.isClosed() &&
        shards.some((shard) => this.map!.ownerOf(shard) === owner)
      ) {
        const sent = await this.send(owner, {
          worker: this.id,
          inbox: this.inbox,
          limits,
          report: { shards, held },
        }).then(
          () => true,
          () => false,
        );
        if (sent) return;
        await sleep(100);
      }
    };
    void insist();
  }

  /** Looks after turns without an answer, and says that this client lives. */
  private sweep(): void {
    const now = performance.now();
    if (this.connection.isClosed()) return;
    if (this.turns.size > 0 && now - this.saidAliveAt >= BEAT_MS) {
      this.saidAliveAt = now;
      this.connection.publish(this.aliveSubject);
    }
    for (const turn of this.turns.values()) {
      if (turn.state === 'granted') continue;
      if (!turn.asking && now - turn.askedAt >= ASK_AGAIN_MS) this.burst.ask(turn);
      if (this.isUnheard(turn, now)) turn.onSilence(turn);
    }
  }

  /** A burst may take an owner seconds to answer; as long as it says that it is there, waiting is better than parking. */
  private isUnheard({ shard, unansweredSince }: LimitTurn, now: number): boolean {
    if (unansweredSince === undefined) return false;
    if (now - unansweredSince >= LONGEST_UNANSWERED_MS) return true;
    return now - Math.max(unansweredSince, this.map!.heardOf(shard)) >= SILENCE_MS;
  }

  private async tell(
    definition: LimitDefinition,
    what: Partial<LimitRequest>,
    key = '',
  ): Promise<LimitStatus | undefined> {
    this.start();
    const owner = this.map!.ownerOf(limitShard(this.options.workload, definition.name, key));
    if (owner === undefined) return undefined;
    const { status } = await this.send(owner, { worker: this.id, inbox: this.inbox, limits: [definition], ...what });
    return status;
  }

  private async insist(definition: LimitDefinition, what: Partial<LimitRequest>, key = ''): Promise<LimitStatus> {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const status = await this.tell(definition, what, key).catch(() => undefined);
      if (status) return status;
      if (performance.now() > deadline)
        throw new LimitDeferred(definition.name, this.options.clock.now() + UNANSWERED_DEFER_MS, 'no limiter answers');
      await sleep(100);
    }
  }
}

function turnId(name: string, key: string, id: string): string {
  return `${name}.${key}.${id}`;
}

function parse<T>(schema: { parse(value: unknown): T }, text: string): T | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
