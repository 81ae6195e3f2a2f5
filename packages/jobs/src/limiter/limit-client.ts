import { setTimeout as sleep } from 'node:timers/promises';
import {
  limitAliveSubject,
  type LimitDefinition,
  type LimitRequest,
  type LimitStatus,
  type LimitWindow,
} from '@kickoff/contracts';
import type { NatsConnection } from '@nats-io/transport-node';
import { DelegatedLimits } from './delegated-limits.js';
import { LimitDeferred } from './limit-deferred.js';
import { limitShard } from './limit-key.js';
import { LimitLink } from './limit-link.js';
import { LimitQuestions } from './limit-questions.js';
import { LONGEST_WAIT_MS, takeTurn, UNANSWERED_DEFER_MS, type TakeOptions } from './limit-take.js';
import { LimitTurn, type LimitAsker, type LimitUse } from './limit-turn.js';
import type { Clock } from './steady-clock.js';

const BEAT_MS = 1_000;
const SWEEP_MS = 250;

export interface LimitClientOptions {
  connection: NatsConnection;
  workload: string;
  /** The server's clock, for comparing the times of turns. */
  clock: Clock;
  /** Told, before the first use, on which subject somebody else should say that this client lives while it cannot. */
  onFirstUse?: (aliveSubject: string) => void;
}

/** What a client has from its first use on. */
interface ClientParts {
  link: LimitLink;
  delegated: DelegatedLimits;
  timer: NodeJS.Timeout;
}

/**
 * Asks the limiter of the scheduler service on behalf of a worker: one request per burst and replica, and none for what the
 * limiter has delegated to this worker. Says what it holds to a replica that is new, and asks again until it is answered.
 * One per worker and workload.
 */
export class LimitClient {
  private readonly connection: NatsConnection;
  private readonly questions: LimitQuestions;
  private parts: ClientParts | undefined;
  private closed = false;
  private saidAliveAt = -Infinity;

  constructor(private readonly options: LimitClientOptions) {
    this.connection = options.connection;
    this.questions = new LimitQuestions({
      link: () => (this.isClosed ? undefined : this.parts?.link),
      isSlow: () => this.parts?.delegated.isSlow ?? false,
      onAnswer: (owner, limits, answer) => this.parts?.delegated.offered(owner, limits, answer),
    });
  }

  /** Begins to listen, so that the first question finds its replica. Called by the first use. */
  start(): ClientParts {
    if (this.parts) return this.parts;
    const { connection, workload, clock } = this.options;
    const link: LimitLink = new LimitLink({
      connection,
      workload,
      onPush: ({ granted = [], recall = [] }) => {
        this.questions.pushed(granted);
        for (const each of recall) delegated.recalled(each);
      },
      onOwners: (owner, shards) => {
        this.questions.burst.wake();
        void delegated.report(owner, shards);
      },
    });
    const delegated = new DelegatedLimits({
      link,
      asked: this.questions.asked,
      clock,
      ask: (turn) => this.questions.burst.ask(turn),
      isClosed: () => this.isClosed,
    });
    const timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
    this.parts = { link, delegated, timer };
    this.options.onFirstUse?.(this.aliveSubject(link));
    return this.parts;
  }

  /** What is held is told and given back by whoever holds it; what was delegated goes back here. */
  close(): void {
    if (this.closed || !this.parts) {
      this.closed = true;
      return;
    }
    const { link, delegated, timer } = this.parts;
    if (!this.connection.isClosed()) delegated.close();
    this.closed = true;
    clearInterval(timer);
    link.close();
  }

  /**
   * Asks for one use. A turn that is granted at once is returned so; else the asker is told when it is granted, and when it
   * stands in line.
   */
  ask(use: LimitUse, asker: LimitAsker): LimitTurn {
    const { delegated } = this.start();
    const now = performance.now();
    const shard = limitShard(this.options.workload, use.definition.name, use.key);
    const turn = new LimitTurn(use, shard, asker, now);
    const limit = delegated.of(use.definition.name, shard);
    if (!limit) {
      this.questions.ask(turn);
    } else if (!limit.take(turn, now)) {
      limit.estimateNew(turn, now, this.options.clock.now());
      queueMicrotask(() => {
        if (turn.state === 'waiting') asker.onVerdict(turn);
      });
    }
    return turn;
  }

  /** Whether the limiter has delegated this key of a concurrency limit to this client, which then asks nobody. */
  decides({ name }: LimitDefinition, key: string): boolean {
    return this.parts?.delegated.of(name, limitShard(this.options.workload, name, key)) !== undefined;
  }

  isAsked(name: string, key: string, id: string): boolean {
    return this.questions.asked.find(name, key, id) !== undefined;
  }

  /** Whether a granted use of a rate may still begin. Concurrency grants never end by time. */
  isInTime({ useBy, owner }: LimitTurn): boolean {
    return useBy === undefined || (owner !== undefined && this.start().link.map.latestNow(owner) <= useBy);
  }

  /** It has begun just now; without this the limiter counts the latest time at which it may have begun. */
  begun(turn: LimitTurn): void {
    if (turn.state === 'over') return;
    this.questions.burst.begun(turn);
    this.forget(turn);
  }

  /** It has ended, was not used, or waits no more. */
  release(turn: LimitTurn): void {
    if (turn.state === 'over') return;
    const { decidedBy } = turn;
    this.forget(turn);
    if (decidedBy) decidedBy.release(turn, performance.now());
    else this.questions.burst.release(turn);
  }

  /** It waits in `later` from now on and is promoted from there, which is the limiter's part. */
  park(turn: LimitTurn, subject: string, priority: string): void {
    const { delegated } = this.start();
    const limit = turn.decidedBy && delegated.of(turn.definition.name, turn.shard);
    if (limit) delegated.giveBack(limit);
    this.forget(turn);
    this.questions.burst.park(turn, subject, priority);
  }

  /** It returns about its turn, and keeps its place until then. */
  away(turn: LimitTurn): void {
    this.forget(turn);
    this.questions.burst.away(turn);
  }

  /**
   * Resolves when the use may begin, which it must do at once.
   *
   * @throws LimitDeferred when the turn is more than five seconds away, or no limiter answers
   * @throws ConfigurationInvalid when the cost can never be granted
   */
  async take(definition: LimitDefinition, options: TakeOptions = {}): Promise<void> {
    return takeTurn(this, this.options.clock, definition, options);
  }

  /** Holds every worker back until then; survives restarts of the limiter. */
  async closeUntil(definition: LimitDefinition, until: number | Date, reason: string, key = ''): Promise<void> {
    await this.insist(definition, { close: { limit: 0, key, until: Number(until), reason } }, key);
  }

  /** Windows that the upstream states hold in place of those in the code, for every worker. */
  async adopt(definition: LimitDefinition, windows: readonly LimitWindow[], key = ''): Promise<void> {
    await this.insist(definition, { adopt: { limit: 0, key, windows: [...windows] } }, key);
  }

  /** Tells what the upstream says is left of the day's quota. Best effort: the next answer of the upstream says it again. */
  observe(definition: LimitDefinition, seen: { dayRemaining: number; dayLimit: number }, key = ''): void {
    this.tell(definition, { observe: { limit: 0, key, ...seen } }, key).catch(() => {});
  }

  /** @param key whose, where each key has its own */
  async status(definition: LimitDefinition, key = ''): Promise<LimitStatus> {
    return this.insist(definition, { status: { limit: 0, key } }, key);
  }

  private get isClosed(): boolean {
    return this.closed || this.connection.isClosed();
  }

  /**
   * Where this client says once a second that it lives, while it holds or awaits a use. In a worker the heartbeat thread
   * says it, too, while handlers run: one of them may block the event loop for longer than an owner waits.
   */
  private aliveSubject({ id }: LimitLink): string {
    return limitAliveSubject(this.options.workload, id);
  }

  private forget(turn: LimitTurn): void {
    turn.state = 'over';
    if (!turn.decidedBy) this.questions.asked.delete(turn);
  }

  /** Looks after turns without an answer, and says that this client lives. */
  private sweep(): void {
    if (this.isClosed) return;
    const { link, delegated } = this.start();
    const now = performance.now();
    if (this.questions.asked.size > 0 && now - this.saidAliveAt >= BEAT_MS) {
      this.saidAliveAt = now;
      this.connection.publish(this.aliveSubject(link));
    }
    delegated.sweep(SWEEP_MS);
    this.questions.sweep();
  }

  private async tell(
    definition: LimitDefinition,
    what: Partial<LimitRequest>,
    key = '',
  ): Promise<LimitStatus | undefined> {
    const { link } = this.start();
    const owner = link.map.ownerOf(limitShard(this.options.workload, definition.name, key));
    if (owner === undefined) return undefined;
    const { reply } = await link.send(owner, { limits: [definition], ...what });
    return reply.status;
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
