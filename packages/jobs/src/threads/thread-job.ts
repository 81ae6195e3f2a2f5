import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { durationMs, NotInThread, type Duration, type LogLine } from '@kickoff/contracts';
import type { JobContext, JobLog } from '../worker/job-context.js';
import { HandlerLeft } from '../worker/job-outcome.js';
import { isCloneError, unpackError } from './crossing-error.js';
import type { JobFacts, Said, Told } from './thread-messages.js';

/**
 * `job` as a handler in a thread sees it. What needs the worker's connections is not there; it throws `NotInThread`. Values
 * cross by structured clone: no functions, and of instances of classes only their fields.
 */
export interface ThreadJob extends Pick<
  JobContext,
  'id' | 'type' | 'attempt' | 'attemptsLeft' | 'enqueuedAt' | 'tags' | 'carried' | 'flowId'
> {
  /**
   * Aborts on timeout, cancel, shutdown after its grace, or when the job was lost; the thread ends a grace after it. Code that
   * never awaits sees it, too, when it asks for `job.signal` anew each time: `job.signal.throwIfAborted()`.
   */
  readonly signal: AbortSignal;
  readonly log: Pick<JobLog, LogLine['level']>;
  progress(done: number, note?: string): void;
  metric(name: string, value: number): void;
  annotate(key: string, value: unknown): void;
  defer(delay: Duration, why: string): never;
  deferUntil(time: Date, why: string): never;
  cancel(why: string): never;
}

/** What only a handler in the worker's own thread has. */
const ELSEWHERE = [
  'addToBatch',
  'broadcast',
  'enqueue',
  'enqueueMany',
  'in',
  'limit',
  'parents',
  'transaction',
] as const satisfies readonly (keyof JobContext)[];

/** Made in the thread, for one run. */
export function threadJob(facts: JobFacts, port: MessagePort): ThreadJob {
  const job = new JobInThread(facts, port);
  for (const part of ELSEWHERE)
    Object.defineProperty(job, part, {
      get: (): never => {
        throw new NotInThread(facts.type, part);
      },
    });
  return job;
}

class JobInThread implements ThreadJob {
  readonly id: string;
  readonly type: string;
  readonly attempt: number;
  readonly attemptsLeft: number;
  readonly enqueuedAt: Date;
  readonly tags: readonly string[];
  readonly carried: Readonly<Record<string, string>>;
  readonly flowId: string | undefined;
  readonly log: ThreadJob['log'];
  private readonly controller = new AbortController();

  constructor(
    facts: JobFacts,
    private readonly port: MessagePort,
  ) {
    ({
      id: this.id,
      type: this.type,
      attempt: this.attempt,
      attemptsLeft: this.attemptsLeft,
      enqueuedAt: this.enqueuedAt,
      tags: this.tags,
      carried: this.carried,
      flowId: this.flowId,
    } = facts);
    const write = (level: LogLine['level']) => (message: string, fields?: Record<string, unknown>) =>
      this.say({ say: 'log', level, message, fields }, (line) => ({
        ...line,
        fields: asJson(fields) as typeof fields,
      }));
    this.log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    port.on('message', (told: Told) => this.hear(told));
  }

  get signal(): AbortSignal {
    // A handler that computes lets no event through, so what has come is fetched here.
    const received = receiveMessageOnPort(this.port);
    if (received) this.hear(received.message as Told);
    return this.controller.signal;
  }

  progress(done: number, note?: string): void {
    this.say({ say: 'progress', done, note });
  }

  metric(name: string, value: number): void {
    this.say({ say: 'metric', name, value });
  }

  annotate(key: string, value: unknown): void {
    this.say({ say: 'annotate', key, value }, (said) => ({ ...said, value: asJson(value) }));
  }

  defer(delay: Duration, why: string): never {
    durationMs(delay, 'job.defer');
    this.say({ say: 'defer', delay, why });
    throw new HandlerLeft('deferred');
  }

  deferUntil(time: Date, why: string): never {
    this.say({ say: 'deferUntil', time, why });
    throw new HandlerLeft('deferred');
  }

  cancel(why: string): never {
    this.say({ say: 'cancel', why });
    throw new HandlerLeft('cancelled');
  }

  /** `plainer` is said in its place when it cannot cross: a log line must not fail its run. */
  private say<S extends Said>(said: S, plainer?: (said: S) => S): void {
    try {
      this.send(said);
    } catch (error) {
      if (!plainer || !isCloneError(error)) throw error;
      this.send(plainer(said));
    }
  }

  private send(said: Said): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule is for windows of a browser
    this.port.postMessage(said);
  }

  private hear({ abort }: Told): void {
    this.controller.abort(unpackError(abort));
  }
}

/** What would be kept of it in the record. */
function asJson(value: unknown): unknown {
  try {
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
  } catch {
    return undefined;
  }
}
