import {
  compileLimitTerms,
  ConfigurationInvalid,
  durationMs,
  nearest,
  TooLate,
  TransactionRepeated,
  type AnyContract,
  type ChannelRule,
  type Duration,
  type Envelope,
  type InputOf,
  type JobNode,
  type LimitDefinition,
  type LimitStatus,
  type LogLine,
  type StatedWindow,
} from '@kickoff/contracts';
import { assertOwnChannel, broadcastMessage, type BroadcastOptions } from '../client/broadcast.js';
import type { Enqueued, EnqueueOptions } from '../client/enqueue-options.js';
import type { RunClient } from '../client/run-client.js';
import type { TransactionalClient } from '../client/transactional-client.js';
import { Parents } from '../flow/parents.js';
import { inherit } from '../job/carried.js';
import { childJobId } from '../job/job-id.js';
import { canonicalJson, jobKey } from '../job/job-key.js';
import { learnLimit, type LearnedLimit } from '../limiter/learn-limit.js';
import type { LimitClient } from '../limiter/limit-client.js';
import type { TakeOptions } from '../limiter/limit-take.js';
import { LimitDeferred } from '../limiter/limit-deferred.js';
import type { ResponseHeaders } from '../limiter/limit-headers.js';
import type { Redactor } from '../sealing/redactor.js';
import { HandlerLeft, type JobOutcome } from './job-outcome.js';
import type { ReceivedJob } from './received-job.js';
import type { Transactions } from './transactions.js';

/** What a run needs of its worker. */
export interface RunServices<Manager = unknown> {
  client: RunClient<Manager>;
  channels: readonly ChannelRule[];
  limits: ReadonlyMap<string, LimitDefinition>;
  limitClient: () => Pick<LimitClient, 'take' | 'adopt' | 'closeUntil' | 'observe' | 'status'>;
  transactions: Transactions<Manager> | undefined;
  onLog: ((line: LogLine, job: { id: string; type: string; attempt: number }) => void) | undefined;
  onProgress: (run: JobContext) => void;
}

const MAX_LOG_LINES = 1_000;
const MAX_LOG_BYTES = 1024 * 1024;

/** `job` as a handler sees it: one run of one job. */
export class JobContext<Manager = unknown> {
  readonly id: string;
  readonly type: string;
  /** Number of this run, from 1. */
  readonly attempt: number;
  /** Sums by name; kept with the attempt. */
  metrics: Record<string, number> | undefined;
  annotations: Record<string, unknown> | undefined;

  /** What the handler asked for; wins over what it returns or throws. */
  requested: JobOutcome | undefined;
  progressed: { done: number; note?: string } | undefined;
  usedTransaction = false;
  /** Hides the values of sensitive fields in what this run says. */
  redactor: Redactor | undefined;

  private controller: AbortController | undefined;
  private abortReason: Error | undefined;
  private lazyLog: JobLog | undefined;
  private ordinals: Map<string, number> | undefined;

  constructor(
    private readonly services: RunServices<Manager>,
    private readonly job: Pick<ReceivedJob, 'address' | 'type' | 'attempt' | 'flow'>,
    private readonly envelope: Envelope,
    private readonly maxAttempts: number,
  ) {
    this.id = job.address.id;
    this.type = job.type;
    this.attempt = job.attempt;
  }

  /** Structured log: kept with the attempt, at most 1,000 lines or 1 MB. */
  get log(): JobLog {
    return (this.lazyLog ??= new JobLog(this, this.services.onLog, this.redactor));
  }

  /** Lines logged so far. */
  get logged(): LogLine[] | undefined {
    return this.lazyLog?.lines;
  }

  /** Runs left after this one. */
  get attemptsLeft(): number {
    return Math.max(0, this.maxAttempts - this.attempt);
  }

  /** When the job was enqueued. */
  get enqueuedAt(): Date {
    return new Date(this.envelope.enqueuedAt);
  }

  get tags(): readonly string[] {
    return this.envelope.tags ?? [];
  }

  /** Texts that travel with the job and to the jobs that it enqueues. */
  get carried(): Readonly<Record<string, string>> {
    return this.envelope.carried ?? {};
  }

  /** Id of the flow that it belongs to. */
  get flowId(): string | undefined {
    return this.job.flow;
  }

  /** Results of the jobs of its flow that it waited for; none for a job of no flow. */
  get parents(): Parents {
    const { id, workload } = this.job.address;
    return new Parents(this.services.client, { id, workload, flow: this.job.flow }, this.envelope.parents);
  }

  /** Aborts on timeout, cancel, shutdown after its grace, or when the job was lost. Its reason is a catalogue error. */
  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.abortReason) this.controller.abort(this.abortReason);
    return this.controller.signal;
  }

  /** Enqueues a job as a child of this one: a repeated attempt does not enqueue it again while it is unfinished. */
  async enqueue<C extends AnyContract>(
    contract: C,
    input: InputOf<C['input']>,
    options: EnqueueOptions = {},
  ): Promise<Enqueued> {
    const [enqueued] = await this.enqueueMany(contract, [input], options);
    return enqueued!;
  }

  /** As `enqueue`, for many. */
  async enqueueMany<C extends AnyContract>(
    contract: C,
    inputs: readonly InputOf<C['input']>[],
    options: EnqueueOptions = {},
  ): Promise<Enqueued[]> {
    this.services.client.assertAdmitted();
    const messages = [];
    const inherited = inherit(this.envelope.carried, options);
    for (const input of inputs) {
      const id = options.id ?? this.childId(contract, input);
      messages.push(await this.services.client.message(contract, input, { ...inherited, id, parentId: this.id }));
    }
    return this.services.client.sendMany(messages);
  }

  /**
   * Adds jobs to the batch that this job belongs to, which does not end before they have; returns their ids. A repeated
   * attempt adds them again as the same jobs.
   *
   * @throws TooLate when this job belongs to no flow
   */
  async addToBatch(jobs: readonly JobNode[]): Promise<string[]> {
    if (this.job.flow === undefined) throw new TooLate(`${this.type} ${this.id} belongs to no batch`);
    return this.services.client.flows.add(this.job.flow, jobs, {
      parentId: this.id,
      next: ({ contract, input }) => this.childId(contract, input),
    });
  }

  /** Tells a channel's subscribers; a repeated attempt does not tell them again within a minute. */
  async broadcast(channel: string, type: string, data: unknown, options: BroadcastOptions = {}): Promise<void> {
    this.assertChannel(channel);
    const { client } = this.services;
    // The same message twice in one run is two messages, in a repeated run the same two.
    const content = `broadcast ${channel} ${type} ${JSON.stringify([data, options.document])}`;
    const source = `${this.id} ${this.ordinal(content)}`;
    const message = broadcastMessage(channel, type, data, { ...options, at: client.clock.now(), source });
    await client.publish(message);
  }

  /**
   * Runs `work` in one PostgreSQL transaction, once per job: when the job is delivered again, the first run's result is
   * returned. What `in(manager)` enqueues and broadcasts commits with it.
   */
  async transaction<T>(work: (manager: Manager) => Promise<T>): Promise<T> {
    const { transactions } = this.services;
    if (!transactions)
      throw new ConfigurationInvalid('worker.transactions', `is needed by ${this.type}, which calls job.transaction`);
    this.beginTransaction();
    return transactions.once({ id: this.id, type: this.type }, work);
  }

  /** Enqueues and broadcasts with a transaction's manager. */
  in(manager: Manager): TransactionalClient<Manager> {
    return this.services.client.in(manager, {
      id: this.id,
      carried: this.envelope.carried,
      assertChannel: (channel) => this.assertChannel(channel),
      childId: (contract, input) => this.childId(contract, input),
    });
  }

  /** A named limit of the workload. */
  limit(name: string): JobLimit {
    const definition = this.services.limits.get(name);
    if (!definition) {
      const suggestion = nearest(name, this.services.limits.keys());
      throw new ConfigurationInvalid(
        `limit.${name}`,
        `is not declared by the workload${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
    const client = this.services.limitClient();
    return {
      take: async (options = {}) => {
        try {
          return await client.take(definition, {
            waiter: `${this.id}.${this.attempt}.take`,
            signal: this.signal,
            ...options,
          });
        } catch (error) {
          // The outcome stands even when the handler catches the error: going on without the grant would break the limit.
          if (error instanceof LimitDeferred)
            this.requested = { kind: 'deferred', runAt: error.retryAt, reason: error.message };
          throw error;
        }
      },
      adopt: async (windows, { key } = {}) =>
        client.adopt(definition, compileLimitTerms({ windows }, `limit.${name}.adopt`).windows, key),
      close: (until, reason, { key } = {}) => client.closeUntil(definition, until, reason, key),
      observe: (left, { key } = {}) => client.observe(definition, left, key),
      learn: (headers, { key } = {}) => learnLimit(client, definition, headers, this.services.client.clock.now(), key),
      status: ({ key } = {}) => client.status(definition, key),
    };
  }

  /** Share done, 0 to 1. */
  progress(done: number, note?: string): void {
    this.progressed = { done: Math.min(1, Math.max(0, done)), note: note && this.redacted(note) };
    this.services.onProgress(this);
  }

  /** Adds to a sum that is kept with the attempt. */
  metric(name: string, value: number): void {
    this.metrics ??= {};
    this.metrics[name] = (this.metrics[name] ?? 0) + value;
  }

  annotate(key: string, value: unknown): void {
    (this.annotations ??= {})[key] = this.redactor ? this.redactor.value(value) : value;
  }

  /** Leaves the handler; the job runs again later without spending an attempt. */
  defer(delay: Duration, why: string): never {
    return this.deferUntil(new Date(this.services.client.clock.now() + durationMs(delay, 'job.defer')), why);
  }

  /** As `defer`, until a time. */
  deferUntil(time: Date, why: string): never {
    this.requested = { kind: 'deferred', runAt: time.getTime(), reason: this.redacted(why) };
    throw new HandlerLeft('deferred');
  }

  /** Leaves the handler; the job ends as cancelled. */
  cancel(why: string): never {
    this.requested = { kind: 'cancelled', reason: this.redacted(why) };
    throw new HandlerLeft('cancelled');
  }

  /** For the worker: what `rewind` needs to run the transaction's work again as if for the first time. */
  beginTransaction(): ReadonlyMap<string, number> {
    if (this.usedTransaction) throw new TransactionRepeated(this.type);
    this.usedTransaction = true;
    return new Map(this.ordinals);
  }

  /** For the worker: children that are enqueued from now on are those that were enqueued since `beginTransaction`. */
  rewind(ordinals: ReadonlyMap<string, number>): void {
    this.ordinals = new Map(ordinals);
  }

  /** For the worker: tells the handler to stop. */
  abort(reason: Error): void {
    if (this.abortReason) return;
    this.abortReason = reason;
    this.controller?.abort(reason);
  }

  get abortedBy(): Error | undefined {
    return this.abortReason;
  }

  private redacted(text: string): string {
    return this.redactor ? this.redactor.text(text) : text;
  }

  private assertChannel(channel: string): void {
    assertOwnChannel(this.job.address.workload, this.services.channels, channel);
  }

  /** Siblings of one type and key take their places in the order in which they are enqueued. */
  private childId(contract: AnyContract, input: unknown): string {
    const line = `${contract.workload}.${contract.ordered?.line ?? contract.name}.${contract.ordered ? jobKey(contract, input) : canonicalJson(input)}`;
    return childJobId(this.id, `${contract.type}\n${canonicalJson(input)}`, this.ordinal(line));
  }

  /** How often this was asked for before in this run. */
  private ordinal(of: string): number {
    this.ordinals ??= new Map();
    const ordinal = this.ordinals.get(of) ?? 0;
    this.ordinals.set(of, ordinal + 1);
    return ordinal;
  }
}

/** Whose limit it is, where each key has its own. Default: the limit of all. */
export type LimitKey = Pick<TakeOptions, 'key'>;

/** One limit as a handler uses it. */
export interface JobLimit {
  /** Waits for the turn of one request; a wait over 5 s leaves the handler and defers the job without spending an attempt. */
  take(options?: Pick<TakeOptions, 'cost' | 'reserve' | 'key'>): Promise<void>;
  /** Holds every worker back until a time, e.g. after a 429 or when the day's quota is used up. */
  close(until: Date, reason: string, options?: LimitKey): Promise<void>;
  /**
   * Goes by all windows that the upstream states, in place of those in the code: from now on, for every worker, and over
   * restarts of the limiter. An override still stands before them. Of a limit by key it is remembered where a window in the
   * code is longer than 5 s.
   */
  adopt(windows: readonly StatedWindow[], options?: LimitKey): Promise<void>;
  /** Corrects the day's count by what the upstream says. */
  observe(left: { dayRemaining: number; dayLimit: number }, options?: LimitKey): void;
  /**
   * Goes by what an upstream states in the headers of a response (`retry-after`, `ratelimit`, `x-ratelimit-…`): closes the
   * limit until it may be asked again, at most for a day, and corrects the day's count. Headers without such words change
   * nothing.
   */
  learn(headers: ResponseHeaders, options?: LimitKey): Promise<LearnedLimit>;
  status(options?: LimitKey): Promise<LimitStatus>;
}

/** Structured log of one run: kept with the attempt (at most 1,000 lines or 1 MB) and passed to the worker's log. */
export class JobLog {
  readonly lines: LogLine[] = [];
  private bytes = 0;

  constructor(
    private readonly job: { id: string; type: string; attempt: number },
    private readonly onLog: RunServices['onLog'],
    private readonly redactor?: Redactor,
  ) {}

  debug(message: string, fields?: Record<string, unknown>): void {
    this.write('debug', message, fields);
  }
  info(message: string, fields?: Record<string, unknown>): void {
    this.write('info', message, fields);
  }
  warn(message: string, fields?: Record<string, unknown>): void {
    this.write('warn', message, fields);
  }
  error(message: string, fields?: Record<string, unknown>): void {
    this.write('error', message, fields);
  }

  private write(level: LogLine['level'], said: string, given: Record<string, unknown> | undefined): void {
    const { redactor } = this;
    const message = redactor ? redactor.text(said) : said;
    const fields = redactor ? (redactor.value(given) as typeof given) : given;
    const line: LogLine = { at: Date.now(), level, message, fields };
    this.onLog?.(line, this.job);
    if (this.lines.length >= MAX_LOG_LINES || this.bytes >= MAX_LOG_BYTES) return;
    this.bytes += message.length + (fields ? JSON.stringify(fields).length : 0);
    this.lines.push(line);
  }
}
