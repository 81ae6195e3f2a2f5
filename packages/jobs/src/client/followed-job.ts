import type { Subscription } from '@nats-io/transport-node';
import {
  BrokerUnavailable,
  ConfigurationInvalid,
  HEADERS,
  JobNotice,
  jobCheckSubject,
  jobsStream,
  KickoffError,
  notifySubject,
  ResultUnknown,
  type JobAddress,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { JobHistory, type JobEnd } from './job-history.js';
import type { JobRecord } from './job-record.js';

/**
 * One job that somebody waits for. It is heard of by core NATS when its message says so, and since what is told may be lost,
 * the record is asked now and then as well, or, without a record, the stream whether the job is still there.
 */

/** Between two questions while the job may not be heard of: at first, and at most. */
const ASK_AFTER_MS = 250;
const ASK_AT_MOST_MS = 5_000;
/** The same of a job that is heard of. */
const HEARD_ASK_AFTER_MS = 5_000;
const HEARD_ASK_AT_MOST_MS = 30_000;
/** A job that stands in the stream no more has ended; news of its end may be on their way for so long. */
const NEWS_WITHIN_MS = 2_000;

/** Where the stream holds a job. */
export type JobPlaceName = Pick<JobAddress, 'workload' | 'name' | 'key' | 'id'>;

export interface FollowOptions {
  id: string;
  /** Undefined when the caller knows the id alone. */
  place: JobPlaceName | undefined;
  /** It is heard of from its enqueue on. */
  heard: boolean;
}

export class FollowedJob {
  readonly history = new JobHistory();
  /** Rejects when no more can be learnt. */
  readonly ended: Promise<JobEnd>;
  /** How many wait. */
  users = 0;
  failure: Error | undefined;
  private readonly lookers = new Set<() => void>();
  private settle!: { resolve: (end: JobEnd) => void; reject: (error: Error) => void };
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private askAfterMs = ASK_AFTER_MS;
  private asking = false;
  private askAgain = false;
  /** Local time at which the stream first had it no more. */
  private goneAt: number | undefined;
  private heard: boolean;
  private closed = false;

  constructor(
    private readonly broker: Broker,
    private readonly record: JobRecord | undefined,
    private readonly options: FollowOptions,
  ) {
    this.heard = options.heard;
    this.ended = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // Whoever watches sees `failure`.
    this.ended.catch(() => {});
    if (options.place) this.listen(options.place.workload);
  }

  get id(): string {
    return this.options.id;
  }

  get isOver(): boolean {
    return this.history.end !== undefined || this.failure !== undefined;
  }

  /** Begins to ask for what may not be heard. */
  wait(): void {
    if (this.timer !== undefined || this.isOver || this.closed) return;
    if (this.heard) this.askLater(HEARD_ASK_AFTER_MS);
    else void this.ask();
  }

  /** The connection was away: whatever was told meanwhile is lost. */
  doubt(): void {
    this.heard = false;
    if (this.users > 0) void this.ask();
  }

  /** Resolves at the next update, at the end, or when no more can be learnt. */
  changed(): { promise: Promise<void>; forget: () => void } {
    let looker = (): void => {};
    const promise = new Promise<void>((resolve) => (looker = resolve));
    this.lookers.add(looker);
    return { promise, forget: () => this.lookers.delete(looker) };
  }

  fail(error: Error): void {
    if (this.isOver) return;
    this.failure = error;
    this.settle.reject(error);
    this.stop();
  }

  /** Nobody waits any more. What is known stays. */
  stop(): void {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.subscription && !this.subscription.isClosed()) this.subscription.unsubscribe();
    this.look();
  }

  private listen(workload: string): void {
    if (this.subscription) return;
    this.subscription = this.broker.connection.subscribe(notifySubject(workload, this.id), {
      callback: (error, message) => {
        if (error) return;
        const notice = JobNotice.safeParse(asJson(message.string()));
        if (!notice.success) return;
        this.heard = true;
        this.learn(() => this.history.add(notice.data));
      },
    });
  }

  private learn(add: () => void): void {
    if (this.isOver) return;
    add();
    const { end } = this.history;
    if (!end) return this.look();
    this.settle.resolve(end);
    this.stop();
  }

  private look(): void {
    for (const looker of this.lookers) looker();
    this.lookers.clear();
  }

  private askLater(afterMs: number): void {
    if (this.closed || this.isOver) return;
    clearTimeout(this.timer);
    this.askAfterMs = afterMs;
    this.timer = setTimeout(() => void this.ask(), afterMs);
  }

  private async ask(): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    this.askAgain = false;
    const wasHeard = this.heard;
    try {
      if (this.record) await this.askRecord(this.record);
      else await this.askStream();
    } catch (error) {
      // What passes by itself is asked again.
      if (!(error instanceof KickoffError) || error.fault !== 'operational' || error instanceof ResultUnknown)
        this.fail(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.asking = false;
    }
    if (this.askAgain) return this.ask();
    const isSure = this.heard && this.goneAt === undefined;
    const least = isSure ? HEARD_ASK_AFTER_MS : ASK_AFTER_MS;
    const most = isSure ? HEARD_ASK_AT_MOST_MS : ASK_AT_MOST_MS;
    this.askLater(wasHeard === this.heard ? Math.min(most, Math.max(least, this.askAfterMs * 1.5)) : least);
  }

  private async askRecord(record: JobRecord): Promise<void> {
    const known = await record.find(this.id);
    if (!known) return;
    this.listen(known.type.slice(0, known.type.indexOf('.')));
    this.learn(() => this.history.addEvent(known));
  }

  /** Without a record nothing tells of an end but its notice. */
  private async askStream(): Promise<void> {
    const { place } = this.options;
    if (!place) throw needsRecord(this.id, 'only its id is known');
    const stored = await lastMessage(this.broker.connection, jobsStream(place.workload), jobCheckSubject(place));
    if (stored) {
      this.goneAt = undefined;
      if (!stored.headers.has(HEADERS.notify)) throw needsRecord(this.id, 'it was enqueued without `watch: true`');
      this.heard = true;
      return;
    }
    this.goneAt ??= performance.now();
    if (performance.now() - this.goneAt < NEWS_WITHIN_MS) return;
    throw new ResultUnknown(
      this.id,
      'how was not heard here; a client that is made with a `record` asks it, others must wait from the enqueue on',
    );
  }
}

/** The client went before the job ended. */
export function clientClosed(id: string): BrokerUnavailable {
  return new BrokerUnavailable(`the client was closed while it waited for job ${id}`);
}

function needsRecord(id: string, because: string): ConfigurationInvalid {
  return new ConfigurationInvalid(
    'client.record',
    `is needed to wait for job ${id}: ${because}. Pass \`record\` when the client is made, or enqueue with \`watch: true\` and pass what enqueue returned`,
  );
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
