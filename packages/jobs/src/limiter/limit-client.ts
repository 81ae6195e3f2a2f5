import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigurationInvalid,
  limitClosedSubject,
  LimitReply,
  limitSubject,
  type LimitDefinition,
  type LimitRequest,
} from '@kickoff/contracts';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import type { Clock } from './steady-clock.js';
import { LimitDeferred } from './limit-deferred.js';

/** How long `take` waits in place before it defers the job. */
const LONGEST_WAIT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 1_000;
const ASK_AGAIN_MS = 100;
/** When no limiter answers at all. */
const UNANSWERED_DEFER_MS = 10_000;
/** A process that is late this many times in a row asks for more time to start. */
const LATE_BEFORE_TOLERANCE = 2;

export interface TakeOptions {
  /** Units of the limit. Default 1. */
  cost?: number;
  /** Leave this many of the day's quota for others. Default 0. */
  reserve?: number;
  /** Who waits: a job's id. A deferred job that returns under the same name keeps its turn. */
  waiter?: string;
  signal?: AbortSignal;
}

/** What is left of the day's quota, where the limit has one. */
export interface LimitStatus {
  granted: boolean;
  retryAt?: number;
  reason?: string;
  closedUntil?: number;
  dayRemaining?: number;
  dayLimit?: number;
}

export interface LimitClientOptions {
  connection: NatsConnection;
  workload: string;
  /** The server's clock, for comparing `retryAt`. */
  clock: Clock;
}

/** Asks the limiter of the scheduler service. One per worker and workload. */
export class LimitClient {
  private readonly connection: NatsConnection;
  private readonly closings: Subscription;
  private readonly waiting = new Map<string, Set<AbortController>>();

  constructor(private readonly options: LimitClientOptions) {
    this.connection = options.connection;
    this.closings = this.connection.subscribe(limitClosedSubject(options.workload, '*'), {
      callback: (error, message) => {
        if (error) return;
        for (const wait of this.waiting.get(message.subject.split('.')[2]!) ?? []) wait.abort();
      },
    });
  }

  close(): void {
    this.closings.unsubscribe();
  }

  /**
   * Resolves when the use may begin, which it must do at once.
   *
   * @throws LimitDeferred when the turn is more than five seconds away, or no limiter answers
   * @throws ConfigurationInvalid when the cost can never be granted
   */
  async take(definition: LimitDefinition, options: TakeOptions = {}): Promise<LimitStatus> {
    const { cost = 1, reserve = 0, waiter, signal } = options;
    for (const { limit } of definition.windows) {
      if (cost > limit)
        throw new ConfigurationInvalid(`limit.${definition.name}.take.cost`, `must be at most ${limit}, got ${cost}`);
    }
    const deadline = performance.now() + LONGEST_WAIT_MS;
    let unused: string | undefined;
    let late = 0;
    for (;;) {
      signal?.throwIfAborted();
      const toleranceMs = late >= LATE_BEFORE_TOLERANCE ? 2 ** late * 10 : undefined;
      const request: LimitRequest = { action: 'take', definition, cost, reserve, waiter, unused, toleranceMs };
      const sentAt = performance.now();
      const reply = await this.ask(request, ANSWER_TIMEOUT_MS);
      if (!reply) {
        if (performance.now() > deadline) {
          const retryAt = this.options.clock.now() + UNANSWERED_DEFER_MS;
          throw new LimitDeferred(definition.name, retryAt, 'no limiter answers');
        }
        await sleep(ASK_AGAIN_MS, undefined, { signal });
        continue;
      }
      unused = undefined;
      if (!reply.granted) {
        const retryAt = reply.retryAt ?? this.options.clock.now() + UNANSWERED_DEFER_MS;
        const waitMs = Math.max(1, retryAt - this.options.clock.now());
        if (performance.now() + waitMs > deadline) {
          throw new LimitDeferred(definition.name, retryAt, reply.reason ?? 'refused');
        }
        await sleep(waitMs, undefined, { signal });
        continue;
      }
      const inTime = await this.reach(definition, reply, sentAt, signal);
      if (inTime) return reply;
      unused = reply.grant;
      late += 1;
    }
  }

  /** Holds every worker back until then; survives restarts of the limiter. */
  async closeUntil(definition: LimitDefinition, until: number | Date, reason: string): Promise<void> {
    await this.insist({ action: 'close', definition, until: Number(until), reason }, definition);
  }

  /** Tells what the upstream says is left of the day's quota. Best effort: the next answer of the upstream says it again. */
  observe(definition: LimitDefinition, seen: { dayRemaining: number; dayLimit: number }): void {
    this.send({ action: 'observe', definition, ...seen });
  }

  async status(definition: LimitDefinition): Promise<LimitStatus> {
    return this.insist({ action: 'status', definition }, definition);
  }

  /**
   * Waits for the start of a grant. The limiter's clock is known between two bounds: at the reply's arrival it was at
   * least `repliedAt`, and since the request was sent it has advanced from at most `receivedAt`. The use begins when even
   * the earlier bound has reached the start; it is refused when the later one has passed the end.
   */
  private async reach(
    { name }: LimitDefinition,
    { notBefore = 0, useBy = Infinity, receivedAt = 0, repliedAt = 0, grant }: LimitReply,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const arrivedAt = performance.now();
    const startAt = arrivedAt + notBefore - repliedAt;
    const closing = new AbortController();
    const waits = this.waiting.get(name) ?? new Set();
    this.waiting.set(name, waits.add(closing));
    try {
      const stop = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      for (let leftMs = startAt - arrivedAt; leftMs > 0; leftMs = startAt - performance.now()) {
        await sleep(Math.ceil(leftMs), undefined, { signal: stop });
      }
    } catch (error) {
      if (!closing.signal.aborted || signal?.aborted) {
        if (grant) this.send({ action: 'return', definition: { name, windows: NO_WINDOWS }, unused: grant });
        throw signal?.reason ?? error;
      }
      return false;
    } finally {
      waits.delete(closing);
    }
    return receivedAt + (performance.now() - sentAt) <= useBy;
  }

  private async insist(request: LimitRequest, { name }: LimitDefinition): Promise<LimitReply> {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const reply = await this.ask(request, ANSWER_TIMEOUT_MS);
      if (reply) return reply;
      if (performance.now() > deadline) {
        throw new LimitDeferred(name, this.options.clock.now() + UNANSWERED_DEFER_MS, 'no limiter answers');
      }
      await sleep(ASK_AGAIN_MS);
    }
  }

  private async ask(request: LimitRequest, timeout: number): Promise<LimitReply | undefined> {
    try {
      const message = await this.connection.request(this.subject(request), JSON.stringify(request), { timeout });
      return LimitReply.parse(message.json());
    } catch {
      // No responders, no answer in time, connection away: all mean that asking again is right.
      return undefined;
    }
  }

  private send(request: LimitRequest): void {
    if (!this.connection.isClosed()) this.connection.publish(this.subject(request), JSON.stringify(request));
  }

  private subject({ definition }: LimitRequest): string {
    return limitSubject(this.options.workload, definition.name);
  }
}

/** A return needs no windows, but the request's shape asks for one. */
const NO_WINDOWS: LimitDefinition['windows'] = [{ limit: 1, perMs: 1, kind: 'sliding' }];
