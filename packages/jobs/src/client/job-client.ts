import {
  ConfigurationInvalid,
  DeadLetterNotFound,
  durationMs,
  HEADERS,
  Overloaded,
  parseJobSubject,
  QueueDraining,
  type AnyContract,
  type InputOf,
  type JobNode,
  type Priority,
  type RunTerms,
} from '@kickoff/contracts';
import { Broker, type BrokerOptions } from '../broker/broker.js';
import { assertJobFits, jobFits, publish, type Publish } from '../broker/publish.js';
import { request } from '../broker/request.js';
import { readDeadLetter } from '../dead-letters/read-dead-letter.js';
import { retryDeadLetter, type RetriedJob, type RetryOptions } from '../dead-letters/retry-dead-letter.js';
import { listDrains, setDraining, type Drain, type DrainTerms } from '../drain/drain-client.js';
import type { Batch } from '../flow/batch.js';
import type { Chain } from '../flow/chain.js';
import type { FlowBuilder } from '../flow/flow-builder.js';
import { FlowClient } from '../flow/flow-client.js';
import type { Graph, GraphPart } from '../flow/graph.js';
import { LargeInputs } from '../large-input/large-inputs.js';
import { around, type EnqueueRequest, type JobMiddleware } from '../middleware/middleware.js';
import type { JobOutput } from '../job/job-output.js';
import type { SealingKeys } from '../sealing/sealing-keys.js';
import type { OutboxMessage, Transactions } from '../worker/transactions.js';
import { publishBatch } from './atomic-batch.js';
import { enqueueMessage } from './enqueue-message.js';
import type { Enqueued, EnqueueOptions, JobHandle } from './enqueue-options.js';
import { cancelJob, failJob, runJobNow, type CancelResult } from './job-changes.js';
import { ControlWatch } from './control-watch.js';
import { FollowedJobs } from './followed-jobs.js';
import type { JobMessage } from './job-message.js';
import { listPauses, pauseHistory, setPaused, type PauseChange, type PauseTerms } from '../pause/pause-client.js';
import type { MarkReason, SilencedType, WatchedTag } from '../mark/mark-client.js';
import { setSilenced, setWatched, silencedTypes, watchedTags, type WatchTerms } from '../mark/marks.js';
import {
  listOverrides,
  overrideHistory,
  setOverride,
  type OverrideChange,
  type OverrideReason,
} from '../override/override-client.js';
import { LimitOverrides } from '../override/limit-overrides.js';
import { overriddenThing, type OverrideTarget } from '../override/override-target.js';
import type { PauseTarget } from '../pause/pause-target.js';
import type { JobRecord } from './job-record.js';
import { resultOf, type ResultOptions } from './job-result.js';
import type { JobUpdate } from './job-update.js';
import { JobWatch, type WatchOptions } from './job-watch.js';
import { moveToQueue, reprioritiseJob, rescheduleJob } from './move-waiting.js';
import type { MessageChoices, QueueOf, RunClient } from './run-client.js';
import { sendJobs, sendOne } from './send-jobs.js';
import { TransactionalClient, type ParentJob } from './transactional-client.js';

export interface JobClientOptions<Manager = unknown> {
  /** Needed for `in(manager)`. */
  transactions?: Transactions<Manager>;
  /** Shared copy of the control bucket; a client without one enqueues also while admission is closed. */
  control?: ControlWatch;
  /** Asked by `result` and `watch` for what was not heard; they need it for jobs that were not enqueued with `watch: true`. */
  record?: JobRecord;
  /** Needed for contracts with sensitive fields. */
  sealing?: SealingKeys;
  /** Around every enqueue; the first is the outermost. */
  middleware?: readonly JobMiddleware[];
}

const ASK_TIMEOUT_MS = 10_000;

/** Enqueues jobs, waits for their ends, and changes waiting ones. */
export class JobClient<Manager = unknown> implements RunClient<Manager> {
  private ownsBroker = false;
  /** Starts flows at the broker. */
  readonly flows: FlowClient;
  /** Changes limits at run time. */
  readonly limits: LimitOverrides;
  private readonly largeInputs: LargeInputs;
  private readonly followed: FollowedJobs;
  private readonly make: (request: EnqueueRequest) => Promise<JobMessage>;

  constructor(
    readonly broker: Broker,
    private readonly options: JobClientOptions<Manager> = {},
  ) {
    this.largeInputs = new LargeInputs(broker);
    this.limits = new LimitOverrides(broker);
    this.make = around(
      (options.middleware ?? []).map((each) => each.enqueue?.bind(each)),
      ({ contract, input, options: choices }) => {
        if (contract.sensitive && !options.sealing)
          throw new ConfigurationInvalid(
            'client.sealing',
            `is needed to enqueue ${contract.type}, which has sensitive fields`,
          );
        return enqueueMessage(contract, input, choices, broker.clock.now(), options.sealing);
      },
    );
    this.followed = new FollowedJobs(broker, options.record);
    this.flows = new FlowClient({
      now: () => broker.clock.now(),
      message: (contract, input, choices) => this.message(contract, input, { ...choices, inFlow: true }),
      send: (messages) => this.sendFlow(messages),
      assertAdmitted: (queues) => {
        this.assertAdmitted();
        this.assertOpen(queues);
      },
    });
  }

  get clock(): Broker['clock'] {
    return this.broker.clock;
  }

  /** A client with a connection of its own, for producers that are no Kickoff service. */
  static async connect({
    middleware,
    sealing,
    record,
    ...options
  }: Omit<BrokerOptions, 'name'> & { name?: string } & Pick<
      JobClientOptions,
      'middleware' | 'sealing' | 'record'
    >): Promise<JobClient> {
    const broker = await Broker.connect({ name: 'kickoff-client', ...options });
    const control = new ControlWatch(broker);
    await control.start().catch(async (error: unknown) => {
      control.stop();
      await broker.close();
      throw error;
    });
    const client = new JobClient(broker, { control, middleware, sealing, record });
    client.ownsBroker = true;
    return client;
  }

  async close(): Promise<void> {
    this.followed.close();
    this.options.control?.stop();
    if (this.ownsBroker) await this.broker.close();
  }

  /**
   * Enqueues one job; when it resolves, the broker has stored it.
   *
   * @throws InputInvalid, MessageInvalid, PriorityNotDeclared, QueueDraining, Overloaded, BrokerUnavailable
   */
  async enqueue<C extends AnyContract>(
    contract: C,
    input: InputOf<C['input']>,
    options: EnqueueOptions = {},
  ): Promise<Enqueued<JobOutput<C>>> {
    this.assertAdmitted();
    this.assertOpen([contract]);
    const message = await this.message(contract, input, options);
    if (message.headers[HEADERS.notify] === undefined) return sendOne(this.broker.connection, message);
    const [enqueued] = await this.followed.hearFromEnqueue([message], () => this.sendMany([message]));
    return enqueued!;
  }

  /**
   * Enqueues many jobs of one type. Without a unique key they are stored in atomic batches of 1,000; with one, each is
   * stored for itself and may answer `duplicate`.
   */
  async enqueueMany<C extends AnyContract>(
    contract: C,
    inputs: readonly InputOf<C['input']>[],
    options: Omit<EnqueueOptions, 'id'> = {},
  ): Promise<Enqueued<JobOutput<C>>[]> {
    this.assertAdmitted();
    this.assertOpen([contract]);
    const messages: JobMessage[] = [];
    for (const input of inputs) messages.push(await this.message(contract, input, options));
    const isHeard = messages.some(({ headers }) => headers[HEADERS.notify] !== undefined);
    if (!isHeard) return this.sendMany(messages);
    return this.followed.hearFromEnqueue(messages, () => this.sendMany(messages));
  }

  /**
   * Enqueues a job and waits for its output: `enqueue` with `watch: true`, then `result`.
   *
   * @throws what `enqueue` and `result` throw
   */
  async run<C extends AnyContract>(
    contract: C,
    input: InputOf<C['input']>,
    { timeout, signal, ...options }: Omit<EnqueueOptions, 'watch'> & ResultOptions = {},
  ): Promise<JobOutput<C>> {
    // A time that is none must not leave a job behind.
    if (timeout !== undefined) durationMs(timeout, 'timeout');
    signal?.throwIfAborted();
    const job = await this.enqueue(contract, input, { ...options, watch: true });
    return this.result(job, { timeout, signal });
  }

  /**
   * Resolves with a job's output when it has succeeded. By what `enqueue` returned, best with `watch: true`; by id alone, or of
   * a job that was enqueued without, the client needs a `record`.
   *
   * @throws JobDead with the error of its last attempt, JobCancelled, JobExpired
   * @throws ResultTimedOut when it has not ended in time; it goes on
   * @throws ResultUnknown when it has ended and nobody knows how; ConfigurationInvalid without a `record` that is needed
   */
  async result<Output = unknown>(job: JobHandle<Output> | string, options: ResultOptions = {}): Promise<Output> {
    const followed = this.followed.use(job);
    try {
      return (await resultOf(followed, options)) as Output;
    } finally {
      this.followed.release(followed);
    }
  }

  /**
   * What becomes of a job: its states, progress and log lines, until it has ended. Of a job that this client enqueued with
   * `watch: true` from the enqueue on, of others from now on, beginning with their present state. To leave the loop is to
   * stop listening.
   *
   * @throws ResultUnknown, ConfigurationInvalid as `result`; an end other than success is an update, no error
   */
  watch<Output = unknown>(
    job: JobHandle<Output> | string,
    { signal }: WatchOptions = {},
  ): AsyncIterableIterator<JobUpdate<Output>> {
    return new JobWatch<Output>(
      () => this.followed.use(job),
      (followed) => this.followed.release(followed),
      signal,
    );
  }

  /** Publishes what `message` built. Jobs of this process keep their order. */
  async sendMany(messages: readonly JobMessage[]): Promise<Enqueued[]> {
    return sendJobs(this.broker.connection, messages);
  }

  /** Builds the message of one enqueue without sending it. */
  async message(contract: AnyContract, input: unknown, options: MessageChoices): Promise<JobMessage> {
    const message = await this.make({ contract, input, options });
    if (contract.largeInput && !options.inFlow && !jobFits(this.broker.connection, message.body))
      return this.largeInputs.outsource(contract.type, message);
    assertJobFits(this.broker.connection, contract.type, message.body);
    return message;
  }

  /** One job after the other; the builder's `start` starts it. */
  chain(...steps: readonly [JobNode | FlowBuilder, ...(JobNode | FlowBuilder)[]]): Chain {
    return this.flows.chain(...steps);
  }

  /** Many jobs side by side, with what follows when they have ended. */
  batch(name: string, jobs: readonly (JobNode | FlowBuilder)[]): Batch {
    return this.flows.batch(name, jobs);
  }

  /** Jobs that wait for each other by name. */
  flow<Parts extends string>(name: string, parts: Readonly<Record<Parts, GraphPart<NoInfer<Parts>>>>): Graph<Parts> {
    return this.flows.flow(name, parts);
  }

  /**
   * Adds jobs to a batch that runs; returns their ids. What comes after the batch has ended is dropped, which only the
   * scheduler service's log tells: a job of the batch itself adds in time with `job.addToBatch`.
   */
  async addToBatch(flowId: string, jobs: readonly JobNode[]): Promise<string[]> {
    return this.flows.add(flowId, jobs);
  }

  /** Publishes a broadcast. */
  async publish(message: OutboxMessage): Promise<void> {
    await publish(this.broker.connection, message);
  }

  /** Asks a service of the platform; resolves with its answer as JSON. */
  async ask(subject: string, question: object): Promise<unknown> {
    const body = JSON.stringify(question);
    return (await request(this.broker.connection, subject, body, { timeoutMs: ASK_TIMEOUT_MS })).json();
  }

  /** What is enqueued or broadcast through it happens if and only if the manager's transaction commits. */
  in(manager: Manager, parent?: ParentJob): TransactionalClient<Manager> {
    if (!this.options.transactions) throw new Error('this client has no database: pass `transactions` when it is made');
    return new TransactionalClient(this, this.options.transactions, manager, parent);
  }

  /** Ends a waiting job, or asks the worker that runs it to stop. */
  async cancel(job: JobHandle, reason = 'cancelled'): Promise<CancelResult> {
    return cancelJob(this.broker, job, reason);
  }

  /**
   * Runs a dead job again from its dead letter: under its id, with all its attempts before it. A letter is retried once,
   * however often it is asked for. By id alone the broker looks through all dead letters.
   *
   * Reading dead letters is a right of the platform: with the broker user of a workload, ask the control API.
   *
   * @throws DeadLetterNotFound, DeadLetterRetried; DeadLetterUnusable for a job of a flow, which its flow retries, and for what
   *   is no job; QueueDraining; KeyHeld while another unfinished job has its unique key; JobEnding while its worker has not let go of it
   */
  async retry(job: JobHandle | string, { reason }: Pick<RetryOptions, 'reason'> = {}): Promise<RetriedJob> {
    const address = typeof job === 'string' ? { id: job } : { ...parseJobSubject(job.subject), id: job.id };
    const stored = await readDeadLetter(this.broker.connection, address);
    if (!stored) throw new DeadLetterNotFound(`no dead letter of job ${address.id} is kept`);
    return retryDeadLetter(this.broker, stored, { reason, record: this.options.record });
  }

  /**
   * Makes a delayed or retrying job due at once.
   *
   * @throws TooLate when it is due within two seconds or no longer waits; JobNotFound
   */
  async runNow<Output>(job: JobHandle<Output>): Promise<JobHandle<Output>> {
    return (await runJobNow(this.broker, job)) as JobHandle<Output>;
  }

  /**
   * Makes a job that waits for a time, or for its next attempt, due at another one; a time that has passed means now.
   *
   * @throws TooLate when it is due within two seconds or waits for no time; JobNotFound
   */
  async reschedule<Output>(job: JobHandle<Output>, at: Date): Promise<JobHandle<Output>> {
    return (await rescheduleJob(this.broker, job, at)) as JobHandle<Output>;
  }

  /**
   * Gives a waiting job another priority of its queue. Its subject changes: keep what is returned.
   *
   * @throws TooLate when a worker has it or it is due within two seconds; PriorityNotDeclared; JobNotFound
   */
  async reprioritise<Output>(job: JobHandle<Output>, priority: Priority): Promise<JobHandle<Output>> {
    return (await reprioritiseJob(this.broker, job, priority)) as JobHandle<Output>;
  }

  /**
   * Puts a waiting job into another queue of its workload, with its priority or another one that the queue declares. Its
   * subject changes: keep what is returned. Whether a worker of that queue runs jobs of its type is not looked at here.
   *
   * @throws QueueDraining; TooLate when a worker has it or it is due within two seconds; PriorityNotDeclared; JobNotFound
   */
  async move<Output>(
    job: JobHandle<Output>,
    { queue, priority }: { queue: string; priority?: Priority },
  ): Promise<JobHandle<Output>> {
    const workload = parseJobSubject(job.subject)?.workload;
    if (workload !== undefined) this.assertOpen([{ workload, queue }]);
    return (await moveToQueue(this.broker, job, queue, priority)) as JobHandle<Output>;
  }

  /**
   * Ends a waiting job as dead; it is kept as a dead letter, as if its last attempt had failed.
   *
   * @throws TooLate when a worker has it, it is due within two seconds or has ended; JobNotFound
   */
  async fail(job: JobHandle, reason: string): Promise<void> {
    await failJob(this.broker, job, reason);
  }

  /**
   * Starts no more jobs of a workload, queue, job type or key of a type, until it is resumed. Those that run finish; nothing
   * spends an attempt. Pausing what is paused replaces the reason.
   *
   * @throws PauseTargetUnknown, ConfigurationInvalid, SchedulerUnavailable
   */
  async pause(target: PauseTarget, terms: PauseTerms): Promise<void> {
    await setPaused(this.broker, target, { ...terms, paused: true });
  }

  /**
   * Ends a pause of exactly this target. What is not paused stays as it is.
   *
   * @throws ConfigurationInvalid, SchedulerUnavailable
   */
  async resume(target: PauseTarget, { reason = 'resumed', by }: Partial<PauseTerms> = {}): Promise<void> {
    await setPaused(this.broker, target, { reason, by, paused: false });
  }

  /**
   * Lets a queue (`<workload>/<queue>`) take no new jobs until it is opened again, while what is in it runs to its end:
   * enqueueing into it, flows with jobs of it, moves into it and retries of its dead letters are refused. What was accepted
   * before still comes: attempts, delayed jobs, children of running jobs, rows of the outbox, jobs of started flows.
   *
   * @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable
   */
  async drain(queue: string, terms: DrainTerms): Promise<void> {
    await setDraining(this.broker, queue, { ...terms, draining: true });
  }

  /**
   * Opens a drained queue again. What is not drained stays as it is.
   *
   * @throws ConfigurationInvalid, SchedulerUnavailable
   */
  async undrain(queue: string, { reason = 'opened', by }: Partial<DrainTerms> = {}): Promise<void> {
    await setDraining(this.broker, queue, { reason, by, draining: false });
  }

  /** Queues that are drained now, of all workloads; the oldest drain first. */
  async drains(): Promise<Drain[]> {
    return listDrains(this.broker);
  }

  /** What is paused now, of all workloads: since when, by whom and why. */
  async pauses(): Promise<PauseChange[]> {
    return listPauses(this.broker);
  }

  /** The last five pauses and resumptions of each thing that was ever paused, of all workloads. */
  async pauseHistory(): Promise<PauseChange[]> {
    return pauseHistory(this.broker);
  }

  /**
   * Changes how the jobs of a type, of a workload or of all run, until it is reset, without a deployment. It replaces the
   * override that exactly this target has. For each value the narrowest word counts: the contract's, then the override
   * everywhere, for the workload, for the type, and the attempts that a job was enqueued with. Attempts and back-off count
   * for attempts that fail from now on, the time-out for those that start.
   *
   * @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable; then nothing is changed
   */
  async override(target: OverrideTarget, terms: RunTerms, why: OverrideReason): Promise<void> {
    // Undefined terms would be a reset.
    await setOverride(this.broker, overriddenThing(target), terms ?? null, why);
  }

  /**
   * Ends the override of exactly this target. What is not overridden stays as it is.
   *
   * @throws ConfigurationInvalid, SchedulerUnavailable
   */
  async resetOverride(target: OverrideTarget, { reason = 'reset', by }: Partial<OverrideReason> = {}): Promise<void> {
    await setOverride(this.broker, overriddenThing(target), undefined, { reason, by });
  }

  /** What is overridden now, also limits, of all workloads: since when, by whom and why; the oldest first. */
  async overrides(): Promise<OverrideChange[]> {
    return listOverrides(this.broker);
  }

  /** The last five overrides and resets of each thing that was ever overridden, of all workloads; the oldest first. */
  async overrideHistory(): Promise<OverrideChange[]> {
    return overrideHistory(this.broker);
  }

  /**
   * Keeps a job type out of lists and logs: services log nothing of its runs. They run as before, and their record is kept.
   *
   * @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable
   */
  async silence(type: string | AnyContract, why: MarkReason = {}): Promise<void> {
    await setSilenced(this.broker, type, true, why);
  }

  /** @throws ConfigurationInvalid, SchedulerUnavailable */
  async unsilence(type: string | AnyContract, why: MarkReason = {}): Promise<void> {
    await setSilenced(this.broker, type, false, why);
  }

  /** Job types that are silenced now. */
  async silenced(): Promise<SilencedType[]> {
    return silencedTypes(this.broker);
  }

  /**
   * Keeps a tag among those whose jobs people want to see.
   *
   * @throws ConfigurationInvalid, MessageInvalid, SchedulerUnavailable
   */
  async watchTag(tag: string, terms: WatchTerms = {}): Promise<void> {
    await setWatched(this.broker, tag, true, terms);
  }

  /** Ends a watch of the same tag and workload. */
  async unwatchTag(tag: string, terms: WatchTerms = {}): Promise<void> {
    await setWatched(this.broker, tag, false, terms);
  }

  /** Tags that are watched now. */
  async watchedTags(): Promise<WatchedTag[]> {
    return watchedTags(this.broker);
  }

  /** @throws Overloaded while the store is nearly full */
  assertAdmitted(): void {
    const closed = this.options.control?.admission;
    if (closed) throw new Overloaded(`enqueueing is closed: ${closed.reason}`, closed.retryAfterMs);
  }

  /** @throws QueueDraining when one of these queues takes no new jobs */
  assertOpen(queues: Iterable<QueueOf>): void {
    for (const { workload, queue } of queues) {
      const drain = this.options.control?.drains.ofQueue(workload, queue);
      if (drain) throw new QueueDraining(workload, queue, drain.by, drain.reason);
    }
  }

  private async sendFlow(messages: readonly Publish[]): Promise<void> {
    // Refused or repeated: a start with the same id is stored already.
    if (messages.length === 1) await publish(this.broker.connection, messages[0]!);
    else await publishBatch(this.broker.connection, messages);
  }
}
