import { setTimeout as sleep } from 'node:timers/promises';
import {
  BrokerUnavailable,
  JobLost,
  MessageInvalid,
  Overloaded,
  SHORTEST_BACKOFF_MS,
  SubjectMissing,
  Unrecoverable,
  type AnyContract,
  type AttemptOutcome,
  type CompiledRunTerms,
  type Ending,
  type JobAddress,
  type JobState,
} from '@kickoff/contracts';
import { AckBurst } from '../broker/ack-burst.js';
import type { Broker } from '../broker/broker.js';
import { request } from '../broker/request.js';
import { deleteMessage, messageAt } from '../broker/stream-lookup.js';
import { move, MOVED, type Move, type MoveResult } from '../job/move.js';
import { jobError, forgetRun, type ActiveJob } from './active-job.js';
import { jobEvent } from './event-json.js';
import type { EventRecorder } from './event-recorder.js';
import type { HandledJob } from './handler.js';
import type { JobOutcome } from './job-outcome.js';
import { keepDeadLetter } from './keep-dead-letter.js';
import type { Notifier } from './notifier.js';
import { PlainSuccess } from './plain-success.js';
import { nextAttemptAt } from './retry-policy.js';

/**
 * Brings every delivery to its end: move, event, ack, in this order. A crash between two of them leaves a message that
 * the next worker can complete, and never one that runs again after it finished.
 */

/** Who made an ending completes it at once; whoever is delivered the ending message waits this long for that. */
const ENDING_GRACE_MS = 2_000;
const NO_BODY = new Uint8Array();
const FAILED_HOOK_TIMEOUT_MS = 30_000;

export interface FinisherCallbacks {
  /** How jobs of this contract run now. */
  termsOf(contract: AnyContract): CompiledRunTerms;
  /** The delivery is no longer in this worker's hands. */
  released(active: ActiveJob): void;
  /** The job's message is gone from the stream: its line may go on. */
  ended(active: ActiveJob, state: JobState): Promise<void>;
  /** For metrics and logs. */
  finished(active: ActiveJob, state: JobState, error?: unknown): void;
  /** For listeners: a run ended without spending its attempt. */
  left(active: ActiveJob, how: 'deferred' | 'interrupted', reason: string): void;
  warn(message: string, error: unknown, active: ActiveJob): void;
  /** Work that a stop must wait for. */
  track(work: Promise<void>, active: ActiveJob): void;
}

export class JobFinisher {
  private readonly acks: AckBurst;
  private readonly plain: PlainSuccess;

  constructor(
    private readonly broker: Broker,
    private readonly events: EventRecorder,
    private readonly notifier: Notifier,
    /** As JSON. */
    private readonly workerName: string,
    private readonly callbacks: FinisherCallbacks,
  ) {
    this.acks = new AckBurst(broker.connection);
    this.plain = new PlainSuccess(workerName);
  }

  async finish(active: ActiveJob, outcome: JobOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'succeeded':
        return this.succeed(active, outcome.output);
      case 'failed':
        return this.fail(active, outcome.error);
      case 'deferred':
        await this.later(active, 'deferred', { runAt: outcome.runAt, reason: outcome.reason });
        return;
      case 'interrupted':
        return this.giveBack(active, 'the worker stopped', 'interrupted');
      case 'cancelled':
        return this.end(active, 'cancelled', outcome.reason);
      case 'lost':
        return this.lose(active);
    }
  }

  /** Acks without a new event: the record already calls this revision succeeded. */
  ackFinished(active: ActiveJob): void {
    this.ackSucceeded(active);
  }

  /** The job has a later message, perhaps under another priority: this one would come back for ever. */
  ackSuperseded(active: ActiveJob): void {
    this.ack(active);
  }

  /** A second copy of what runs here: the end of the first acks both. */
  letGo(active: ActiveJob): void {
    this.release(active);
  }

  /** Returns a job that did not run: no attempt is spent. */
  async giveBack(active: ActiveJob, reason: string, outcome: AttemptOutcome): Promise<void> {
    const { received } = active;
    const result = await this.move(active, { to: 'ready', attempt: received.attempt, reason });
    if (result.outcome === 'lost') return this.lose(active);
    const started = active.startedAt !== undefined;
    if (started) this.callbacks.left(active, 'interrupted', reason);
    this.event(active, result, 'queued', { reason, attempt: received.attempt }, started ? outcome : undefined, () =>
      this.ack(active),
    );
  }

  /** As `giveBack`, for a time: what the job needs is away. Returns where it waits; undefined when it was lost. */
  async later(
    active: ActiveJob,
    outcome: AttemptOutcome,
    {
      runAt,
      reason,
      ...marks
    }: { runAt: number; reason: string; unservedSince?: number; /** What it is parked for. */ waitsFor?: string },
  ): Promise<JobAddress | undefined> {
    const { attempt } = active.received;
    const dueAt = Math.max(runAt, this.broker.clock.now() + SHORTEST_BACKOFF_MS);
    const next = { to: 'later', runAt: dueAt, attempt, state: 'scheduled', reason, ...marks } as const;
    const result = await this.move(active, next);
    if (result.outcome === 'lost') {
      this.lose(active);
      return undefined;
    }
    const started = active.startedAt !== undefined;
    if (started) this.callbacks.left(active, 'deferred', reason);
    this.event(active, result, 'scheduled', { runAt: dueAt, reason, attempt }, started ? outcome : undefined, () =>
      this.ack(active),
    );
    return result.address;
  }

  /** Ends the job other than by success: as an ending message first, so that whoever comes next can complete it. */
  async end(active: ActiveJob, ending: Ending, reason: string, error?: unknown): Promise<void> {
    const result = await this.moveToEnd(active, ending, reason);
    if (result.outcome === 'lost') return this.lose(active);
    // Before the ending goes: alone in the stream, the delivered message would run again.
    await deleteMessage(this.broker.connection, active.received.stream, active.received.sequence);
    await this.complete(active, { ending, reason, error, revision: result.revision, sequence: result.sequence });
  }

  /** A body so large that it has no room for a move's headers goes without: the dead letter keeps what can be kept. */
  private async moveToEnd(active: ActiveJob, ending: Ending, reason: string): ReturnType<JobFinisher['move']> {
    const next: Move = { to: 'ended', ending, reason };
    try {
      return await this.move(active, next);
    } catch (error) {
      if (!(error instanceof MessageInvalid)) throw error;
      return this.move({ ...active, received: { ...active.received, body: NO_BODY } }, next);
    }
  }

  /** A delivered ending message: its mover has died, or is completing it this very moment. */
  async completeDelivered(active: ActiveJob): Promise<void> {
    const { received } = active;
    const { ending } = received;
    if (ending === undefined || ending === MOVED) return this.ack(active);
    await sleep(ENDING_GRACE_MS);
    const stored = await messageAt(this.broker.connection, received.stream, received.sequence);
    if (!stored) return this.release(active);
    const reason = received.reason ?? ending;
    const error = ending === 'dead' ? new Unrecoverable(reason) : undefined;
    await this.complete(active, {
      ending,
      reason,
      error,
      revision: received.revision,
      sequence: received.sequence,
    });
  }

  /** Synchronous: this is how nearly every job ends. */
  succeed(active: ActiveJob, output: unknown): void {
    const now = this.broker.clock.now();
    const event =
      this.plain.event(active, output, now) ??
      jobEvent(active, this.workerName, {
        state: 'succeeded',
        at: now,
        output,
        outcome: 'succeeded',
        endedAt: now,
      });
    this.events.add(
      active.received.topic,
      event,
      this.notifier.after(active, event, () => this.ackSucceeded(active)),
    );
    this.callbacks.finished(active, 'succeeded');
    forgetRun(active);
  }

  /** What follows an end must not precede it: a stored input goes, and an ordered job's line goes on, only when the server has confirmed the ack: an ack that is lost must not let it be run after its successor. */
  private ackSucceeded(active: ActiveJob): void {
    if (active.handled?.contract.ordered || active.storedInput) this.callbacks.track(this.ackConfirmed(active), active);
    else this.ack(active);
  }

  private async ackConfirmed(active: ActiveJob): Promise<void> {
    for (;;) {
      try {
        await request(this.broker.connection, active.received.ackSubject, '', { timeoutMs: 2_000 });
        break;
      } catch {
        if (this.broker.connection.isClosed()) return;
        await sleep(250);
      }
    }
    this.release(active);
    await this.callbacks.ended(active, 'succeeded');
  }

  private async fail(active: ActiveJob, error: unknown): Promise<void> {
    const { received, handled, envelope } = active;
    const { code, message } = jobError(error);
    const reason = `${code}: ${message}`;
    if (error instanceof SubjectMissing && handled?.contract.deleteWhenMissing)
      return this.end(active, 'cancelled', reason);
    const failed = handled &&
      envelope && {
        ...handled,
        terms: this.callbacks.termsOf(handled.contract),
        envelope,
        attempt: received.attempt,
        error,
        now: this.broker.clock.now(),
      };
    const runAt = failed && nextAttemptAt(failed, (problem, thrown) => this.callbacks.warn(problem, thrown, active));
    if (runAt === undefined) return this.end(active, 'dead', reason, error);
    const attempt = received.attempt + 1;
    let result: MoveResult;
    try {
      result = await this.move(active, { to: 'later', runAt, attempt, state: 'retrying', reason });
    } catch (moveError) {
      // Too large for a move: it cannot be tried again.
      if (moveError instanceof MessageInvalid) return this.end(active, 'dead', reason, error);
      throw moveError;
    }
    if (result.outcome === 'lost') return this.lose(active);
    this.event(active, result, 'retrying', { runAt, attempt, reason, error: jobError(error) }, 'failed', () =>
      this.ack(active),
    );
    this.callbacks.finished(active, 'retrying', error);
  }

  /** Hook, event, dead letter, then the message goes: each may happen again after a crash, none may be left out. */
  private async complete(
    active: ActiveJob,
    {
      ending,
      reason,
      error,
      revision,
      sequence,
    }: { ending: Ending; reason: string; error?: unknown; revision: number; sequence: number },
  ): Promise<void> {
    const { received, handled, envelope } = active;
    if (ending === 'dead' && handled?.handler.failed && envelope) {
      const job = {
        id: received.address.id,
        type: received.type,
        input: active.input ?? envelope.input,
        attempt: received.attempt,
      };
      const asError = error instanceof Error ? error : new Unrecoverable(reason);
      await this.runFailedHook(active, (handler) => handler.failed!(asError, job));
    }
    const outcome: AttemptOutcome | undefined =
      active.startedAt === undefined
        ? undefined
        : ending === 'dead'
          ? 'failed'
          : ending === 'cancelled'
            ? 'cancelled'
            : 'expired';
    await new Promise<void>((recorded) => {
      this.event(
        active,
        { revision },
        ending,
        {
          reason,
          attempt: received.attempt,
          error: ending === 'dead' ? jobError(error ?? new Unrecoverable(reason)) : undefined,
        },
        outcome,
        recorded,
      );
    });
    if (ending === 'dead') await keepDeadLetter(this.broker, active, revision, error ?? new Unrecoverable(reason));
    await deleteMessage(this.broker.connection, received.stream, sequence);
    this.release(active);
    this.callbacks.finished(active, ending, error);
    await this.callbacks.ended(active, ending);
  }

  private async runFailedHook(
    active: ActiveJob,
    run: (handler: HandledJob['handler']) => Promise<void> | void,
  ): Promise<void> {
    const over = new AbortController();
    try {
      const hook = (async () => run(active.handled!.handler))();
      const timer = sleep(FAILED_HOOK_TIMEOUT_MS, undefined, { signal: over.signal, ref: false }).catch(() => {});
      await Promise.race([hook, timer]);
    } catch (error) {
      this.callbacks.warn('the failed hook threw', error, active);
    } finally {
      over.abort();
    }
  }

  private lose(active: ActiveJob): void {
    const now = this.broker.clock.now();
    // A handler that was given up may still be at work.
    active.context?.abort(
      new JobLost(`${active.received.type} ${active.received.address.id} was changed by somebody else`),
    );
    if (active.startedAt !== undefined) {
      this.events.add(
        active.received.topic,
        jobEvent(active, this.workerName, { state: 'running', at: now, outcome: 'lost', endedAt: now }),
      );
    }
    // The delivered message is gone or has a successor, so it must not come back.
    this.ack(active);
  }

  private event(
    active: ActiveJob,
    { revision }: { revision: number },
    state: JobState,
    fields: { reason?: string; runAt?: number; attempt: number; error?: ReturnType<typeof jobError> | undefined },
    outcome: AttemptOutcome | undefined,
    recorded: () => void,
  ): void {
    const now = this.broker.clock.now();
    const event = jobEvent(active, this.workerName, {
      state,
      at: now,
      revision,
      delivery: 0,
      ...fields,
      outcome,
      endedAt: now,
    });
    this.events.add(active.received.topic, event, this.notifier.after(active, event, recorded));
  }

  /** Repeats while the broker is away: the job is in hand, and its outcome must not be lost. */
  private async move(
    active: ActiveJob,
    next: Move,
  ): Promise<Extract<MoveResult, { outcome: 'moved' }> | { outcome: 'lost' }> {
    for (;;) {
      try {
        return await move(this.broker.connection, active.received, next);
      } catch (error) {
        // Only what passes by itself is tried again: a message that can never be sent would keep its job for ever.
        const passes = error instanceof BrokerUnavailable || error instanceof Overloaded;
        if (!passes || this.broker.connection.isClosed()) throw error;
        this.callbacks.warn('the broker did not take a move; trying again', error, active);
        await sleep(500);
      }
    }
  }

  /**
   * The job did not kill its worker: its handler has come to an end, or it is no longer in hand. What happens to the worker
   * while the outcome waits to be recorded is not held against it.
   */
  forgetSuspect(active: ActiveJob): void {
    if (active.suspectNote === undefined) return;
    // The note would go by itself; until then it would count as an unfinished message of the workload.
    deleteMessage(this.broker.connection, active.received.stream, active.suspectNote).catch(() => {});
    active.suspectNote = undefined;
  }

  private ack(active: ActiveJob): void {
    this.acks.add(active.received.ackSubject);
    this.release(active);
  }

  private release(active: ActiveJob): void {
    this.forgetSuspect(active);
    this.callbacks.released(active);
  }
}
