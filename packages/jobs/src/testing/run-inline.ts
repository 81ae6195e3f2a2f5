import {
  InputInvalid,
  JobCancelled,
  JobTimedOut,
  OutputInvalid,
  parseJobSubject,
  type AnyContract,
  type Envelope,
  type InputOf,
  type JobState,
  type FlowNode,
  type LogLine,
  type ParentResult,
  type StandardSchemaV1,
} from '@kickoff/contracts';
import { enqueueMessage } from '../client/enqueue-message.js';
import { validate } from '../job/validation.js';
import { redacted } from '../sealing/sealed-handler.js';
import { redactorOf } from '../sealing/sensitive-fields.js';
import type { BatchHandler, JobHandler } from '../worker/handler.js';
import { JobBatch } from '../worker/job-batch.js';
import { JobContext } from '../worker/job-context.js';
import { outcomeOfThrown, type JobOutcome } from '../worker/job-outcome.js';
import { nextAttemptAt } from '../worker/retry-policy.js';
import type { Transactions } from '../worker/transactions.js';
import type { EnqueuedJob } from './enqueued-job.js';
import type { InlineBroadcast } from './inline-client.js';
import { inlineServices, type ClosedLimit, type InlineSurroundings } from './inline-services.js';

/** How a handler is run by `runInline`. */
export interface InlineOptions<Manager = unknown> extends InlineSurroundings<Manager> {
  /** Number of this run, from 1. Default 1. */
  attempt?: number;
  /** Runs before the job is dead. Default: the contract's. */
  attempts?: number;
  id?: string;
  /** Added to the contract's tags. */
  tags?: readonly string[];
  /** The flow that it belongs to. */
  flowId?: string;
  /** Results of the jobs of its flow that it waited for. */
  parents?: readonly ParentResult[];
  /** Cancels the job when it aborts; an error as its reason is what the handler's signal aborts with. */
  signal?: AbortSignal;
  /** As the worker's option. */
  isOutage?: (error: unknown) => boolean;
  /** How long a handler may go on after its signal aborted. Default 5 s. */
  abortGraceMs?: number;
}

/** What became of a job that was run inline: the state it would be in, and everything the handler did with `job`. */
export interface InlineResult<Output = unknown> {
  state: Extract<JobState, 'succeeded' | 'retrying' | 'scheduled' | 'queued' | 'cancelled' | 'dead'>;
  /** Of `succeeded`. */
  output?: Output;
  /** Of `retrying` and `dead`. */
  error?: unknown;
  /** Of `scheduled` (deferred) and `cancelled`. */
  reason?: string;
  /** Of `retrying` and `scheduled`: when it is due again. */
  runAt?: Date;
  progress: { done: number; note?: string } | undefined;
  logs: readonly LogLine[];
  metrics: Readonly<Record<string, number>>;
  annotations: Readonly<Record<string, unknown>>;
  enqueued: readonly EnqueuedJob[];
  broadcasts: readonly InlineBroadcast[];
  /** Nodes of the flows that the handler started, and of batches that it added to. */
  flowNodes: readonly FlowNode[];
  /** Limits that the handler closed. */
  closed: readonly ClosedLimit[];
}

type OutputOf<C extends AnyContract> =
  NonNullable<C['output']> extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<NonNullable<C['output']>> : unknown;
type End = Pick<InlineResult, 'state' | 'output' | 'error' | 'reason' | 'runAt'>;

const ABORT_GRACE_MS = 5_000;

/**
 * Runs one attempt of a job without any server: input and output are checked, and the outcome is decided, by the code that
 * does so in a worker. A handler of batches gets a batch of one. Nothing is enqueued or broadcast; the result tells what would have been.
 *
 * @throws InputInvalid when the contract refuses the input, as `enqueue` does
 */
export async function runInline<C extends AnyContract, Manager = unknown>(
  contract: C,
  handler: JobHandler<C> | BatchHandler<C> | JobHandler<C>['run'],
  input: InputOf<C['input']>,
  options: InlineOptions<Manager> = {},
): Promise<InlineResult<OutputOf<C>>> {
  const { services, clock, after, client, closed } = inlineServices(options);
  const { id, tags, attempts, attempt = 1 } = options;
  const { subject, body } = await enqueueMessage(contract, input, { id, tags, attempts }, clock.now());
  const parsed = await validate<C['input']>(contract.input as C['input'], input);
  if (parsed.issues) throw new InputInvalid(contract.type, parsed.issues);
  const envelope = { ...(JSON.parse(body) as Envelope), parents: [...(options.parents ?? [])] };
  const received = { address: parseJobSubject(subject)!, type: contract.type, attempt, flow: options.flowId };
  const job = new JobContext<Manager>(services, received, envelope, attempts ?? contract.attempts);

  const bare = runOf(handler, services.transactions);
  const run: typeof bare = contract.sensitive
    ? (given, context) => redacted(redactorOf(given, contract.sensitive!), context, () => bare(given, context))
    : bare;
  const outcome = await new Promise<JobOutcome>((settle) => {
    const forget: (() => void)[] = [];
    const end = (how: JobOutcome) => {
      for (const each of forget) each();
      settle(job.requested ?? how);
    };
    const fail = (error: unknown) =>
      end(
        outcomeOfThrown(error, {
          abortedBy: job.abortedBy,
          now: clock.now(),
          isOutage: options.isOutage ?? (() => false),
        }),
      );
    const stop = (why: Error) => {
      job.abort(why);
      forget.push(after(options.abortGraceMs ?? ABORT_GRACE_MS, () => fail(why)));
    };
    const { signal } = options;
    const cancel = () =>
      stop(
        signal!.reason instanceof Error && 'code' in signal!.reason ? signal!.reason : new JobCancelled('cancelled'),
      );
    signal?.addEventListener('abort', cancel, { once: true });
    forget.push(() => signal?.removeEventListener('abort', cancel));
    forget.push(after(contract.timeoutMs, () => stop(new JobTimedOut(contract.type, contract.timeoutMs))));
    if (signal?.aborted) cancel();
    const succeed = (output: unknown) => {
      if (job.abortedBy instanceof JobTimedOut) fail(job.abortedBy);
      else end({ kind: 'succeeded', output });
    };
    (async () => run(parsed.value, job as JobContext))().then(succeed, fail);
  });
  const ended = await endOf(contract, outcome, { envelope, attempt, now: clock.now() });
  if (ended.state === 'dead' && typeof handler !== 'function') {
    const error = ended.error instanceof Error ? ended.error : new Error(String(ended.error));
    await handler.failed?.(error, { id: job.id, type: job.type, input: parsed.value, attempt });
  }
  return {
    ...(ended as End & { output?: OutputOf<C> }),
    progress: job.progressed,
    logs: job.logged ?? [],
    metrics: job.metrics ?? {},
    annotations: job.annotations ?? {},
    enqueued: client.enqueued,
    broadcasts: client.broadcasts,
    flowNodes: client.flowNodes,
    closed,
  };
}

function runOf<C extends AnyContract>(
  handler: JobHandler<C> | BatchHandler<C> | JobHandler<C>['run'],
  transactions: Transactions | undefined,
): JobHandler<C>['run'] {
  if (typeof handler === 'function') return handler;
  if ('run' in handler) return handler.run.bind(handler);
  return async (input, job) => {
    const [outcome] = await handler.runMany(new JobBatch<C>([{ input, job }], transactions));
    if (outcome!.status === 'rejected') throw outcome!.reason;
    return outcome!.value;
  };
}

/** The state that the outcome leads to. */
async function endOf(
  contract: AnyContract,
  outcome: JobOutcome,
  run: { envelope: Envelope; attempt: number; now: number },
): Promise<End> {
  switch (outcome.kind) {
    case 'succeeded': {
      if (!contract.output) return { state: 'succeeded', output: outcome.output };
      const checked = await validate(contract.output, outcome.output);
      if (!checked.issues) return { state: 'succeeded', output: checked.value };
      return { state: 'dead', error: new OutputInvalid(contract.type, checked.issues) };
    }
    case 'failed': {
      const { error } = outcome;
      // A policy that throws is a mistake that a test should show.
      const dueAt = nextAttemptAt({ ...run, contract, terms: contract, error }, (_, thrown) => {
        throw thrown;
      });
      return dueAt === undefined ? { state: 'dead', error } : { state: 'retrying', error, runAt: new Date(dueAt) };
    }
    case 'deferred':
      return { state: 'scheduled', runAt: new Date(outcome.runAt), reason: outcome.reason };
    case 'cancelled':
      return { state: 'cancelled', reason: outcome.reason };
    default:
      return { state: 'queued' };
  }
}
