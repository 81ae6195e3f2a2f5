import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { installationPrefix, ThreadEnded, ThreadValueInvalid } from '@kickoff/contracts';
import { Piscina } from 'piscina';
import { withFailed } from '../middleware/wrap-handler.js';
import type { HandledJob } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';
import { HandlerLeft } from '../worker/job-outcome.js';
import { isCloneError, packError, unpackError, type CrossingError } from './crossing-error.js';
import { ThreadHandler } from './handle-in-thread.js';
import type { JobFacts, Said, ThreadData, ThreadTask, Told } from './thread-messages.js';

/** A thread without a job for this long ends. */
const IDLE_MS = 30_000;

export interface JobThreadsOptions {
  handlers: readonly HandledJob[];
  /** Most threads at once: the slots of the queues with such handlers, so that a job with a slot waits for no thread. */
  most: number;
  /** How long a run may go on after its signal aborted; then its thread is ended. */
  abortGraceMs: number;
  warn: (message: string, error: unknown) => void;
}

/**
 * The threads of one worker. Each runs one job at a time; they start when jobs come. A run that does not end by itself is
 * ended with its thread, which is replaced.
 */
export class JobThreads {
  private pool: Piscina | undefined;

  private constructor(private readonly options: JobThreadsOptions) {}

  /** Undefined when no handler asks for threads. */
  static for(options: JobThreadsOptions): JobThreads | undefined {
    return options.handlers.some(({ handler }) => handler instanceof ThreadHandler)
      ? new JobThreads(options)
      : undefined;
  }

  /**
   * Loads each module once, in a thread.
   *
   * @throws ConfigurationInvalid naming the job type whose module cannot be loaded or exports no function `run`
   */
  async start(): Promise<void> {
    const pool = new Piscina({
      filename: fileURLToPath(new URL('./thread-entry.js', import.meta.url)),
      workerData: { prefix: installationPrefix() } satisfies ThreadData,
      minThreads: 0,
      maxThreads: this.options.most,
      idleTimeout: IDLE_MS,
      // Otherwise a thread between two jobs is stopped altogether, with the timers and connections of its modules.
      atomics: 'disabled',
      recordTiming: false,
    });
    this.pool = pool;
    pool.on('error', (error) => this.options.warn('a thread ended between two jobs', error));
    for (const { contract, handler } of this.options.handlers) {
      if (!(handler instanceof ThreadHandler)) continue;
      const task = { module: handler.module, type: contract.type };
      const problem = (await pool.run(task, { name: 'checkModule' })) as CrossingError | null;
      if (problem) throw unpackError(problem);
    }
  }

  async stop(): Promise<void> {
    await this.pool?.destroy();
    this.pool = undefined;
  }

  /** The handler as a worker calls it: a thread handler runs here, others are what they are. */
  bind(handled: HandledJob): HandledJob {
    const { contract, handler } = handled;
    if (!(handler instanceof ThreadHandler)) return handled;
    const run = async (input: unknown, job: JobContext) =>
      handler.finish(await this.run(handler.module, input, job), job);
    return { contract, handler: withFailed(handler, { run }) };
  }

  /** @throws what the handler threw; why it was aborted; ThreadEnded when its thread ended by itself */
  private async run(module: string, input: unknown, job: JobContext): Promise<unknown> {
    const { port1: port, port2 } = new MessageChannel();
    const ending = new AbortController();
    const { signal } = job;
    let grace: NodeJS.Timeout | undefined;
    let answer: Answer | undefined;
    const hear = (said: Said) => {
      if (isAnswer(said)) answer ??= said;
      else
        try {
          apply(said, job);
        } catch (error) {
          // It would have been thrown to the handler, e.g. by a listener of the log; here nobody would catch it.
          answer ??= { say: 'threw', error: packError(error) };
        }
    };
    const abort = () => {
      port.postMessage({ abort: packError(signal.reason) } satisfies Told);
      grace = setTimeout(() => ending.abort(), this.options.abortGraceMs);
    };
    port.on('message', hear);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      const task: ThreadTask = { module, input, facts: factsOf(job), port: port2 };
      await this.pool!.run(task, { name: 'runJob', transferList: [port2], signal: ending.signal });
      hearAll(port, hear);
      return outcome(answer);
    } catch (error) {
      hearAll(port, hear);
      // What it answered stands, whatever became of its thread after that.
      if (answer) return outcome(answer);
      if (isCloneError(error)) throw new ThreadValueInvalid(job.type, 'input', { cause: error });
      // A job that waits for a thread is not woken by the end of one.
      void this.pool?.run(undefined, { name: 'standBy' }).catch(() => {});
      if (ending.signal.aborted) throw signal.reason;
      throw new ThreadEnded(job.type, { cause: error });
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', abort);
      port.close();
    }
  }
}

type Answer = Extract<Said, { say: 'returned' | 'threw' }>;

function isAnswer(said: Said): said is Answer {
  return said.say === 'returned' || said.say === 'threw';
}

/** Does with the job what its run said. */
function apply(said: Exclude<Said, Answer>, job: JobContext): void {
  switch (said.say) {
    case 'log':
      return job.log[said.level](said.message, said.fields);
    case 'progress':
      return job.progress(said.done, said.note);
    case 'metric':
      return job.metric(said.name, said.value);
    case 'annotate':
      return job.annotate(said.key, said.value);
    case 'defer':
      return leaving(() => job.defer(said.delay, said.why));
    case 'deferUntil':
      return leaving(() => job.deferUntil(said.time, said.why));
    case 'cancel':
      return leaving(() => job.cancel(said.why));
  }
}

/** It is on the job's context now; who has to leave is the handler, in its thread. */
function leaving(leave: () => never): void {
  try {
    leave();
  } catch (error) {
    if (!(error instanceof HandlerLeft)) throw error;
  }
}

/** What a thread said before it was done has arrived, but may not have been told yet. */
function hearAll(port: MessagePort, hear: (said: Said) => void): void {
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) return;
    hear(received.message as Said);
  }
}

function outcome(answer: Answer | undefined): unknown {
  if (answer?.say === 'returned') return answer.output;
  throw answer ? unpackError(answer.error) : new Error('a thread ended its run without an answer');
}

function factsOf(job: JobContext): JobFacts {
  const { id, type, attempt, attemptsLeft, enqueuedAt, tags, carried, flowId } = job;
  return { id, type, attempt, attemptsLeft, enqueuedAt, tags, carried, flowId };
}
