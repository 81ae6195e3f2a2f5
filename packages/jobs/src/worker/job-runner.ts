import {
  InputInvalid,
  JobCancelled,
  JobInterrupted,
  JobTimedOut,
  MessageInvalid,
  OutputInvalid,
  WorkerLost,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { ControlWatch } from '../client/control-watch.js';
import { deleteMessages, NOT_STARTED_IN_TIME } from '../job/move.js';
import { upgradedInput } from '../job/upgrade-input.js';
import type { LargeInputs } from '../large-input/large-inputs.js';
import { validate } from '../job/validation.js';
import { jobError, type ActiveJob } from './active-job.js';
import { jobEvent } from './event-json.js';
import { DeliveredBefore } from './delivered-before.js';
import type { EventRecorder } from './event-recorder.js';
import { BatchRun, runTogether } from './batch-run.js';
import type { BatchHandler, HandledJob, JobHandler } from './handler.js';
import type { HeartbeatTable } from './heartbeat-table.js';
import { JobContext, type RunServices } from './job-context.js';
import type { JobFinisher } from './job-finisher.js';
import { outageOutcome, outcomeOfThrown, type JobOutcome } from './job-outcome.js';
import type { LimitGate } from './limit-gate.js';
import type { LineKeeper } from './line-keeper.js';
import type { Notifier } from './notifier.js';
import { RunningJobs } from './running-jobs.js';
import { readEnvelope } from './received-job.js';
import type { PauseGate } from '../pause/pause-gate.js';
import { noteStart, startsAsSuspect } from './suspects.js';
import type { RecordLookup } from './transactions.js';
import { UnservedJobs } from './unserved-jobs.js';

/**
 * Takes a delivered job from receipt to its handler's outcome: is it still the job's last message, may it start, does its
 * input fit, and what became of it. How an outcome is carried out is `JobFinisher`'s part.
 */

const SWEEP_MS = 25;
/** A run that is over sooner is told by its last event alone. */
const TELL_RUNNING_AFTER_MS = 25;
const INPUT_AGAIN_MS = 2_000;

export interface RunnerOptions<Manager> {
  broker: Broker;
  finisher: JobFinisher;
  largeInputs: LargeInputs;
  events: EventRecorder;
  notifier: Notifier;
  control: ControlWatch;
  lines: LineKeeper;
  limits: LimitGate;
  pauses: PauseGate;
  heartbeats: HeartbeatTable;
  handlers: ReadonlyMap<string, HandledJob>;
  /** As JSON. */
  workerName: string;
  /** The job's slot is free. */
  done: (active: ActiveJob) => void;
  record: RecordLookup | undefined;
  isOutage: (error: unknown) => boolean;
  abortGraceMs: number;
  services: Omit<RunServices<Manager>, 'onProgress'>;
  onStarted: (job: ActiveJob, waitedMs: number) => void;
  /** Keeps work that goes on after its slot is free, so that a stop waits for it. */
  track: (work: Promise<void>, active: ActiveJob) => void;
}

export class JobRunner<Manager = unknown> {
  private readonly runs = new RunningJobs();
  private readonly unserved: UnservedJobs;
  private readonly before: DeliveredBefore;
  private readonly services: RunServices<Manager>;
  private timer: NodeJS.Timeout | undefined;
  private onEmpty: (() => void) | undefined;
  private stopping = false;

  constructor(private readonly options: RunnerOptions<Manager>) {
    this.unserved = new UnservedJobs(options);
    this.before = new DeliveredBefore(options);
    this.services = { ...options.services, onProgress: (context) => this.tell(this.runs.find(context.id)) };
  }

  start(): void {
    this.timer = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** The connection to the broker came back. */
  reconnected(): void {
    this.before.forgotten.reconnected();
  }

  get running(): number {
    return this.runs.size;
  }

  /** Decides what a delivery is; `enter` when it may wait for a slot. */
  receive(active: ActiveJob, enter: (active: ActiveJob) => void): void {
    if (active.received.replaces.length === 0) return this.decide(active, enter);
    this.options.track(
      this.clear(active).then(() => this.decide(active, enter)),
      active,
    );
  }

  /** What the message replaces may be stored still, and would run again once this job has ended. */
  private async clear({ received }: ActiveJob): Promise<void> {
    await deleteMessages(this.options.broker.connection, received.address.workload, received.replaces);
    received.replaces = [];
  }

  private decide(active: ActiveJob, enter: (active: ActiveJob) => void): void {
    const { received } = active;
    active.handled = this.options.handlers.get(received.type);
    if (received.ending) {
      this.read(active);
      return this.options.track(this.options.finisher.completeDelivered(active), active);
    }
    if (!active.handled) {
      this.read(active);
      return this.options.track(this.unserved.unknown(active), active);
    }
    if (received.delivery > 1) return this.options.track(this.redelivered(active, enter), active);
    if (this.before.forgotten.maybe()) return this.options.track(this.perhapsDelivered(active, enter), active);
    this.admit(active, enter);
  }

  /** Starts a job that has a slot. */
  run(active: ActiveJob): void {
    if (active.mayBeOver || this.before.forgotten.mayCome)
      return this.options.track(this.runUnlessOver(active), active);
    try {
      this.begin(active);
    } catch (error) {
      this.options.track(this.refuse(active, error), active);
    }
  }

  /** Starts jobs of one type that have a slot together. */
  runMany(jobs: readonly ActiveJob[]): void {
    const batch = new BatchRun(jobs.length, (joined) => void this.runTogether(joined));
    for (const job of jobs) {
      job.batch = batch;
      this.run(job);
    }
  }

  /** The contract's own code threw before the handler could: the attempt has failed. */
  private async refuse(active: ActiveJob, error: unknown): Promise<void> {
    this.options.done(active);
    const now = this.options.broker.clock.now();
    const outcome = outcomeOfThrown(error, { abortedBy: undefined, now, isOutage: () => false });
    await this.options.finisher.finish(active, outcome);
  }

  private begin(active: ActiveJob): void {
    const { received, handled } = active;
    const { contract } = handled!;
    const refuse = (end: Promise<void>) => {
      this.options.done(active);
      this.options.track(end, active);
    };
    const { finisher } = this.options;
    const envelope = this.read(active);
    if (!envelope) {
      const error = new MessageInvalid(
        `the message on ${received.type} is no job: its body must be JSON with input and enqueuedAt`,
      );
      return refuse(finisher.end(active, 'dead', `${error.code}: ${error.message}`, error));
    }
    const now = this.options.broker.clock.now();
    if (received.expiresAt !== undefined && now > received.expiresAt)
      return refuse(finisher.end(active, 'expired', NOT_STARTED_IN_TIME));
    const cancelReason = this.cancelReason(active);
    if (cancelReason !== undefined) return refuse(finisher.end(active, 'cancelled', cancelReason));
    // Paused while it waited for a slot.
    if (this.options.pauses.parks(active)) return this.options.done(active);
    const version = envelope.version ?? 1;
    // A producer was deployed before this worker: another one may know the version.
    if (version > contract.version)
      return refuse(this.unserved.giveBack(active, `${received.type} of version ${version}`));
    if (envelope.storedInput && !active.storedInput) return this.options.track(this.fetchInput(active), active);
    // Read for its limits already.
    if (active.input !== undefined && !active.storedInput)
      return this.runValidated(active, { value: active.input }, now);
    const given = active.storedInput ? { ...envelope, ...active.storedInput } : envelope;
    const input = version === contract.version ? given.input : upgradedInput(contract, given);
    const validated = validate(contract.input, input);
    if (validated instanceof Promise) {
      const validating = validated.then(
        (result) => {
          // A cancel that came meanwhile has found no run to abort.
          const reason = this.cancelReason(active);
          if (reason !== undefined) return refuse(finisher.end(active, 'cancelled', reason));
          this.runValidated(active, result, now);
        },
        (error: unknown) => this.refuse(active, error),
      );
      return this.options.track(validating, active);
    }
    this.runValidated(active, validated, now);
  }

  private cancelReason({ received: { address } }: ActiveJob): string | undefined {
    return this.options.control.cancelReason(address.id, address.workload);
  }

  /** Begins once the input is here. Where it is gone the job is dead; where the broker is away it comes back later. */
  private async fetchInput(active: ActiveJob): Promise<void> {
    const { finisher, largeInputs, broker } = this.options;
    try {
      const { object } = active.envelope!.storedInput!;
      active.storedInput = { object, input: await largeInputs.load(active.received.address.workload, object) };
    } catch (error) {
      this.options.done(active);
      const { code, message } = jobError(error);
      if (error instanceof MessageInvalid) return finisher.end(active, 'dead', `${code}: ${message}`, error);
      const runAt = broker.clock.now() + INPUT_AGAIN_MS;
      await finisher.later(active, 'deferred', { runAt, reason: `${code}: ${message}` });
      return;
    }
    try {
      this.begin(active);
    } catch (error) {
      await this.refuse(active, error);
    }
  }

  cancel(jobId: string, reason: string): void {
    const active = this.runs.find(jobId);
    if (active) this.abort(active, new JobCancelled(reason));
  }

  /** From now on, jobs whose input is still being fetched or checked go back. */
  startNoMore(): void {
    this.stopping = true;
  }

  /** Waits for the running jobs, then aborts those that are left and gives them back. */
  async stop(graceMs: number): Promise<void> {
    await this.empty(graceMs);
    for (const active of this.runs) this.abort(active, new JobInterrupted('the worker stops'));
    await this.empty(this.options.abortGraceMs + 1_000);
    clearInterval(this.timer);
  }

  private async empty(withinMs: number): Promise<void> {
    if (this.runs.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => (this.onEmpty = resolve)),
      new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs))),
    ]);
    clearTimeout(timer);
  }

  private runValidated(active: ActiveJob, validated: Awaited<ReturnType<typeof validate>>, now: number): void {
    const { received, handled, envelope } = active;
    const { contract, handler } = handled!;
    if (validated.issues) {
      const error = new InputInvalid(contract.type, validated.issues);
      this.options.done(active);
      return this.options.track(
        this.options.finisher.end(active, 'dead', `${error.code}: ${error.message}`, error),
        active,
      );
    }
    // Its input was on its way, or being checked, when the stop began.
    if (this.stopping) {
      this.options.done(active);
      return this.options.track(this.options.finisher.giveBack(active, 'the worker stops', 'interrupted'), active);
    }
    active.input = validated.value;
    active.startedAt = now;
    const { attempts, timeoutMs } = this.options.control.overrides.termsOf(contract);
    active.timeoutMs = timeoutMs;
    active.deadline = Date.now() + timeoutMs;
    this.options.heartbeats.endAt(active.heartbeat, active.deadline + this.options.abortGraceMs);
    const context = new JobContext<Manager>(this.services, received, envelope!, envelope!.attempts ?? attempts);
    active.context = context;
    this.runs.add(active);
    if (received.notify !== undefined) this.options.notifier.follow(active);
    this.options.onStarted(active, now - envelope!.enqueuedAt);
    if (active.batch) return active.batch.join(active);
    let result: unknown;
    try {
      result = (handler as JobHandler).run(validated.value, context);
    } catch (error) {
      if (active.passage) this.options.limits.begun(active);
      return this.settle(active, this.thrown(active, error));
    }
    if (active.passage) this.options.limits.begun(active);
    if (!(result instanceof Promise)) return this.settle(active, { kind: 'succeeded', output: result });
    result.then(
      (output) => this.settle(active, { kind: 'succeeded', output }),
      (error: unknown) => this.settle(active, this.thrown(active, error)),
    );
  }

  private async runTogether(jobs: readonly ActiveJob[]): Promise<void> {
    const { handler } = jobs[0]!.handled!;
    const outcomes = await runTogether(handler as BatchHandler, jobs, this.services.transactions);
    jobs.forEach((job, index) => {
      const outcome = outcomes[index]!;
      if (outcome.status === 'fulfilled') this.settle(job, { kind: 'succeeded', output: outcome.value });
      else this.settle(job, this.thrown(job, outcome.reason));
    });
  }

  private settle(active: ActiveJob, outcome: JobOutcome): void {
    if (active.settled) return;
    active.settled = true;
    this.runs.delete(active);
    this.options.heartbeats.withoutEnd(active.heartbeat);
    this.options.finisher.forgetSuspect(active);
    this.options.done(active);
    const timedOut = active.context!.abortedBy;
    if (outcome.kind === 'succeeded' && timedOut instanceof JobTimedOut) outcome = { kind: 'failed', error: timedOut };
    const decided = active.context!.requested ?? outcome;
    if (active.context!.usedTransaction) this.options.track(this.finishAfterRelay(active, decided), active);
    else if (decided.kind === 'succeeded') this.succeed(active, decided.output);
    else this.options.track(this.options.finisher.finish(active, decided), active);
    if (this.runs.size === 0) this.onEmpty?.();
  }

  /** The job's line may go on only when what its transaction enqueued is in the stream; else a successor's could overtake it. */
  private async finishAfterRelay(active: ActiveJob, outcome: JobOutcome): Promise<void> {
    try {
      await this.services.transactions!.relay(active.received.address.id);
    } catch (error) {
      if (outcome.kind === 'succeeded')
        return this.options.finisher.finish(active, outageOutcome(error, this.options.broker.clock.now()));
    }
    if (outcome.kind === 'succeeded') return this.succeed(active, outcome.output);
    return this.options.finisher.finish(active, outcome);
  }

  private succeed(active: ActiveJob, output: unknown): void {
    const { contract } = active.handled!;
    if (!contract.output) return this.options.finisher.succeed(active, output);
    const validated = validate(contract.output, output);
    const finish = (result: Awaited<typeof validated>) => {
      if (!result.issues) return this.options.finisher.succeed(active, result.value);
      const error = new OutputInvalid(contract.type, result.issues);
      this.options.track(this.options.finisher.end(active, 'dead', `${error.code}: ${error.message}`, error), active);
    };
    if (validated instanceof Promise) this.options.track(validated.then(finish), active);
    else finish(validated);
  }

  private thrown(active: ActiveJob, error: unknown): JobOutcome {
    const { broker, isOutage } = this.options;
    return outcomeOfThrown(error, { abortedBy: active.context!.abortedBy, now: broker.clock.now(), isOutage });
  }

  private admit(active: ActiveJob, enter: (active: ActiveJob) => void): void {
    if (this.options.pauses.parks(active)) return;
    if (!active.handled!.contract.ordered) return enter(active);
    this.options.track(this.options.lines.admit(active), active);
  }

  private async redelivered(active: ActiveJob, enter: (active: ActiveJob) => void): Promise<void> {
    const { received, handled } = active;
    if (await this.before.letGoIfOver(active)) return;
    const { starts, note } = await startsAsSuspect(this.options.broker.connection, received);
    active.suspectNote = note;
    if (starts >= handled!.contract.losses) {
      this.read(active);
      const error = new WorkerLost(starts + 1);
      return this.options.finisher.end(active, 'dead', `${error.code}: ${error.message}`, error);
    }
    active.suspectStarts = starts;
    this.admit(active, enter);
  }

  private async perhapsDelivered(active: ActiveJob, enter: (active: ActiveJob) => void): Promise<void> {
    if (!(await this.before.letGoIfOver(active))) this.admit(active, enter);
  }

  /**
   * Starts a job that was delivered before: it waited for those before it, and who had it may have ended it meanwhile. One
   * whose worker was lost is noted first, so that a second loss is blamed on it alone.
   */
  private async runUnlessOver(active: ActiveJob): Promise<void> {
    const { connection } = this.options.broker;
    try {
      if (await this.before.letGoIfOver(active)) return this.options.done(active);
      if (active.suspectStarts !== undefined)
        active.suspectNote = await noteStart(connection, active.received, active.suspectStarts + 1);
    } catch (error) {
      this.options.done(active);
      throw error;
    }
    try {
      this.begin(active);
    } catch (error) {
      await this.refuse(active, error);
    }
  }

  private sweep(): void {
    const now = Date.now();
    for (const active of this.runs) {
      const startedAt = active.deadline! - active.timeoutMs!;
      if (!active.told && now - startedAt >= TELL_RUNNING_AFTER_MS) this.tell(active);
      if (active.giveUpAt !== undefined) {
        if (now >= active.giveUpAt) this.settle(active, this.thrown(active, active.context!.abortedBy));
      } else if (now >= active.deadline!) {
        this.abort(active, new JobTimedOut(active.received.type, active.timeoutMs!));
      }
    }
  }

  private abort(active: ActiveJob, reason: Error): void {
    active.giveUpAt ??= Date.now() + this.options.abortGraceMs;
    active.context!.abort(reason);
  }

  private tell(active: ActiveJob | undefined): void {
    if (!active || active.settled) return;
    active.told = true;
    const event = jobEvent(active, this.options.workerName, { state: 'running', at: this.options.broker.clock.now() });
    this.options.events.add(active.received.topic, event, this.options.notifier.after(active, event));
  }

  private read(active: ActiveJob): ActiveJob['envelope'] {
    if (active.envelope) return active.envelope;
    active.envelope = readEnvelope(active.received.bodyText);
    return active.envelope;
  }
}
