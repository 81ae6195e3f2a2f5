/**
 * The catalogue of conditions that Kickoff itself reports. One class per condition, a stable `code`, and a `fault` that
 * decides log level and HTTP status in one place (`FAULTS`). `docs/errors.md` lists the same set; a test compares them. Those
 * of one subject stand beside it in `<subject>-errors.ts`.
 */
import type { JobState } from './job-state.js';

/** Who has to act: `caller` sent something wrong, `operational` is a condition that passes or is mended outside, `bug` is ours. */
export type Fault = 'caller' | 'operational' | 'bug';

/** What each fault means for those who handle errors. */
export const FAULTS = {
  caller: { logLevel: 'info', httpStatus: 422 },
  operational: { logLevel: 'warn', httpStatus: 503 },
  bug: { logLevel: 'error', httpStatus: 500 },
} as const satisfies Record<Fault, { logLevel: string; httpStatus: number }>;

/** Base of every error with a code. A workload derives its own conditions from it. */
export abstract class KickoffError extends Error {
  /** Stable, SCREAMING_SNAKE_CASE; safe to match on. */
  abstract readonly code: string;
  abstract readonly fault: Fault;
  /** Milliseconds before which trying again is useless. Thrown by a handler, it takes the place of the contract's back-off. */
  declare readonly retryAfterMs?: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A setting, contract or option is wrong. Thrown when it is read, before anything starts. */
export class ConfigurationInvalid extends KickoffError {
  readonly code = 'CONFIGURATION_INVALID';
  readonly fault = 'caller';
  constructor(
    /** Where, e.g. `worker.queues[1].slots` or `KICKOFF_NATS_URL`. */
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path} ${problem}`);
  }
}

/** A contract that fails jobs of the one that is registered for its type, or of an older version of it. */
export interface ContractChange {
  type: string;
  version: number;
  registered: { type: string; version: number };
  /** One line each, e.g. `input.sport: was string, is number`. */
  differences: readonly string[];
  /** What to do, e.g. ``raise `version` to 2 and declare `upgrade: { 1: (input) => … }` ``. */
  advice: string;
}

/** Contracts were changed so that jobs which may be waiting would fail. Thrown by a worker that starts, before it takes a job. */
export class ContractChanged extends KickoffError {
  readonly code = 'CONTRACT_CHANGED';
  readonly fault = 'caller';
  constructor(
    readonly workload: string,
    readonly changes: readonly ContractChange[],
  ) {
    super(
      [
        `contracts of ${workload} do not fit the jobs that may be waiting`,
        ...changes.flatMap(({ type, version, registered, differences, advice }) => [
          `${type} version ${version}, compared with the registered ${registered.type} version ${registered.version}:`,
          ...differences.map((difference) => `  ${difference}`),
          `  -> ${advice}`,
        ]),
      ].join('\n'),
    );
  }
}

/** A job's input does not match its contract. Thrown by enqueue; a worker that receives such a job dead-letters it. */
export class InputInvalid extends KickoffError {
  readonly code = 'INPUT_INVALID';
  readonly fault = 'caller';
  constructor(
    readonly jobType: string,
    readonly issues: readonly { path: string; message: string }[],
  ) {
    super(
      `input of ${jobType} is invalid: ${issues.map(({ path, message }) => `${path || '(whole input)'}: ${message}`).join('; ')}`,
    );
  }
}

/** A handler returned something that its contract's output schema refuses. The job is dead-lettered: running again would repeat the side effects. */
export class OutputInvalid extends KickoffError {
  readonly code = 'OUTPUT_INVALID';
  readonly fault = 'bug';
  constructor(
    readonly jobType: string,
    readonly issues: readonly { path: string; message: string }[],
  ) {
    super(
      `output of ${jobType} is invalid: ${issues.map(({ path, message }) => `${path || '(whole output)'}: ${message}`).join('; ')}`,
    );
  }
}

/** A message is not what its subject carries: not JSON, the wrong schema, or over the size limit. Who reads it dead-letters it with this reason. */
export class MessageInvalid extends KickoffError {
  readonly code = 'MESSAGE_INVALID';
  readonly fault = 'caller';
}

/** A queue's consumer delivered a type that this worker has no handler for. The job goes back for a worker that has. */
export class UnknownJobType extends KickoffError {
  readonly code = 'UNKNOWN_JOB_TYPE';
  readonly fault = 'caller';
  constructor(
    readonly jobType: string,
    suggestion?: string,
  ) {
    super(`no handler serves job type ${jobType}${suggestion ? `; did you mean ${suggestion}?` : ''}`);
  }
}

/** The queue's contract does not declare this priority, so no consumer would ever receive the job. Thrown by enqueue. */
export class PriorityNotDeclared extends KickoffError {
  readonly code = 'PRIORITY_NOT_DECLARED';
  readonly fault = 'caller';
}

/** Admission is closed or the store refuses messages. Thrown by enqueue; nothing was stored. */
export class Overloaded extends KickoffError {
  readonly code = 'OVERLOADED';
  readonly fault = 'operational';
  constructor(
    message: string,
    override readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The queue is drained: it takes no new jobs until somebody opens it again. Thrown by whatever would put a job into it; nothing was stored. */
export class QueueDraining extends KickoffError {
  readonly code = 'QUEUE_DRAINING';
  readonly fault = 'caller';
  constructor(
    readonly workload: string,
    readonly queue: string,
    by: string,
    reason: string,
  ) {
    super(`queue ${workload}/${queue} takes no new jobs: it is drained by ${by}: ${reason}`);
  }
}

/** The worker that was told something stopped, was started anew, or does not answer. Whether it did what it was told is unknown. */
export class WorkerGone extends KickoffError {
  readonly code = 'WORKER_GONE';
  readonly fault = 'caller';
}

/** The worker heard what it was told, and does not do it; the message says why. */
export class WorkerRefused extends KickoffError {
  readonly code = 'WORKER_REFUSED';
  readonly fault = 'caller';
}

/** The broker did not answer in time. Whether the message was stored is unknown; repeating the call with the same id is safe. */
export class BrokerUnavailable extends KickoffError {
  readonly code = 'BROKER_UNAVAILABLE';
  readonly fault = 'operational';
}

/** PostgreSQL is unreachable. A worker returns the job without spending an attempt. */
export class DatabaseUnavailable extends KickoffError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly fault = 'operational';
}

/** The handler ran longer than its contract's timeout. `job.signal` was aborted first. Counts as a failed attempt. */
export class JobTimedOut extends KickoffError {
  readonly code = 'JOB_TIMED_OUT';
  readonly fault = 'operational';
  constructor(
    readonly jobType: string,
    readonly timeoutMs: number,
  ) {
    super(`${jobType} ran longer than its timeout of ${timeoutMs} ms`);
  }
}

/** Deliveries of one revision ended with their worker or connection gone more often than the contract allows. Ends the job as dead. */
export class WorkerLost extends KickoffError {
  readonly code = 'WORKER_LOST';
  readonly fault = 'operational';
  constructor(readonly losses: number) {
    super(`the worker or its connection went away ${losses} times while it held this job`);
  }
}

/**
 * The record calls the job unfinished, but its message is gone from its stream and no event says how it ended: the broker lost
 * it, or somebody purged the stream. Ends the job as dead where lost jobs are marked.
 */
export class MessageLost extends KickoffError {
  readonly code = 'MESSAGE_LOST';
  readonly fault = 'operational';
  constructor(
    /** State that the record knew the job in. */
    readonly state: JobState,
    /** Why it was not put back. */
    readonly because?: string,
  ) {
    super(
      `the message of this ${state} job is gone from its stream, and no event tells how it ended${because === undefined ? '' : `; ${because}`}`,
    );
  }
}

/** No scheduler service answers, and only it can tell a worker. Nothing was changed. */
export class SchedulerUnavailable extends KickoffError {
  readonly code = 'SCHEDULER_UNAVAILABLE';
  readonly fault = 'operational';
}

/** The job was changed by somebody else while this worker held it (its move was refused). `job.signal` aborts with it; nothing is acked. */
export class JobLost extends KickoffError {
  readonly code = 'JOB_LOST';
  readonly fault = 'operational';
}

/** The job was cancelled. While it runs `job.signal` aborts with it; whoever waits for its result gets it. */
export class JobCancelled extends KickoffError {
  readonly code = 'JOB_CANCELLED';
  readonly fault = 'caller';
}

/** The worker is shutting down and its grace is over. `job.signal` aborts with it; the job goes back without spending the attempt. */
export class JobInterrupted extends KickoffError {
  readonly code = 'JOB_INTERRUPTED';
  readonly fault = 'operational';
}

/** Thrown by a handler: no later attempt can succeed, so the job is dead now. */
export class Unrecoverable extends KickoffError {
  readonly code: string = 'UNRECOVERABLE';
  readonly fault: Fault = 'caller';
}

/** Thrown by a handler whose upstream says when to come back (429, 503): the next attempt is due then, whatever the contract's back-off. */
export class RetryAfter extends KickoffError {
  readonly code: string = 'RETRY_AFTER';
  readonly fault: Fault = 'operational';
  constructor(
    message: string,
    override readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Thrown by a handler: what the job is about exists no more. With `deleteWhenMissing` the job ends as cancelled, else by its policy. */
export class SubjectMissing extends KickoffError {
  readonly code = 'SUBJECT_MISSING';
  readonly fault = 'caller';
}

/** A sensitive field was sealed with a key that this worker does not have. The job waits without spending an attempt. */
export class SealingKeyUnknown extends KickoffError {
  readonly code = 'SEALING_KEY_UNKNOWN';
  readonly fault = 'operational';
  constructor(readonly keyId: string) {
    super(`no key ${JSON.stringify(keyId)} is known that opens sensitive fields; add it to the worker's sealing keys`);
  }
}

/** A sensitive field cannot be opened with the key that it names: it was changed, or sealed for another workload. The job is dead. */
export class SealBroken extends Unrecoverable {
  override readonly code = 'SEAL_BROKEN';
}

/** A handler broadcast on a channel that its workload does not declare. */
export class ChannelNotDeclared extends KickoffError {
  readonly code = 'CHANNEL_NOT_DECLARED';
  readonly fault = 'bug';
}

/** A handler called `job.transaction` a second time in one run: it is once per job, so the second would never run. Put both into one. */
export class TransactionRepeated extends KickoffError {
  readonly code = 'TRANSACTION_REPEATED';
  readonly fault = 'bug';
  constructor(readonly jobType: string) {
    super(`${jobType} calls job.transaction twice in one run; do all its writes in one transaction`);
  }
}

/** `runMany` answered something else than one outcome per job of its batch: nobody can tell which job it was for. */
export class BatchAnswerInvalid extends KickoffError {
  readonly code = 'BATCH_ANSWER_INVALID';
  readonly fault = 'bug';
  constructor(
    readonly jobType: string,
    readonly jobs: number,
  ) {
    super(`runMany of ${jobType} must answer ${jobs} outcomes, one per job of the batch in their order`);
  }
}

/** A cancel, run-now, reschedule, failure, or another priority or queue came too late: the job is due within two seconds, already runs or has ended. */
export class TooLate extends KickoffError {
  readonly code = 'TOO_LATE';
  readonly fault = 'caller';
}

/** The job, or the flow that it belongs to, has not ended: the record cannot do without it yet. */
export class JobUnfinished extends KickoffError {
  readonly code = 'JOB_UNFINISHED';
  readonly fault = 'caller';
}

/** Somebody ended the job as failed before it ran, or between two attempts. */
export class FailedByOperator extends KickoffError {
  readonly code = 'FAILED_BY_OPERATOR';
  readonly fault = 'operational';
}

/** No unfinished job stands on that subject. */
export class JobNotFound extends KickoffError {
  readonly code = 'JOB_NOT_FOUND';
  readonly fault = 'caller';
}

/** What is to be paused or resumed is not there: no such queue, or no worker has announced such a type. Nothing was changed. */
export class PauseTargetUnknown extends KickoffError {
  readonly code = 'PAUSE_TARGET_UNKNOWN';
  readonly fault = 'caller';
}

/** What is to be overridden or silenced is not there: no such workload or limit, or no worker has announced such a type. Nothing was changed. */
export class TargetUnknown extends KickoffError {
  readonly code = 'TARGET_UNKNOWN';
  readonly fault = 'caller';
}

/** A flow cannot be: nodes that wait for each other or for nobody, too many, or of a type that nobody serves. Nothing of it runs. */
export class FlowInvalid extends KickoffError {
  readonly code = 'FLOW_INVALID';
  readonly fault = 'caller';
  constructor(
    /** The flow's name. */
    readonly flow: string,
    readonly problem: string,
  ) {
    super(`flow ${flow} ${problem}`);
  }
}

/** No flow, or no node of it, has that id or name. */
export class FlowNotFound extends KickoffError {
  readonly code = 'FLOW_NOT_FOUND';
  readonly fault = 'caller';
}

/** A search cannot be: a filter that does not exist, a value that it does not take, or a path that is none. */
export class SearchInvalid extends KickoffError {
  readonly code = 'SEARCH_INVALID';
  readonly fault = 'caller';
  constructor(
    /** Place in the search, e.g. `input.0.path`; empty: all of it. */
    readonly path: string,
    readonly problem: string,
  ) {
    super(`search: ${path || '(whole search)'}: ${problem}`);
  }
}

/** The code of any thrown value: a catalogue code, or the error's class name for errors from elsewhere. */
export function errorCode(error: unknown): string {
  if (error instanceof KickoffError) return error.code;
  return error instanceof Error ? error.name : 'Error';
}
