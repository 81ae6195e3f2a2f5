import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { JETSTREAM_TRANSPORT } from '../handler/handles.js';

/** Runs a handler with its payload and context through everything that Nest has bound to it. */
export type RunBound = (payload: unknown, context: unknown) => Promise<unknown>;

/** The workers behind the strategy. */
export interface RunningWorkers {
  /** Takes no further jobs until `resume`; running ones go on. */
  pause(): void;
  resume(): void;
  /** Takes no further jobs, lets running ones finish for `graceMs`, gives the rest back unspent. */
  stop(options: { graceMs: number }): Promise<void>;
}

/** Starts to pull; gets the runner of each job type that Nest has a handler for, and a signal to give up by. */
export type StartWorkers = (runners: ReadonlyMap<string, RunBound>, signal: AbortSignal) => Promise<RunningWorkers>;

/**
 * Nest's transport over Kickoff's worker: Nest binds the handlers, the worker decides what runs when. For errors to keep
 * their class, `KeepErrorClass` must be the outermost filter of the application.
 */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM_TRANSPORT;
  private startWorkers: StartWorkers | undefined;
  private workers: RunningWorkers | undefined;
  /** Settles when the workers run or could not start. */
  private starting: Promise<unknown> = Promise.resolve();
  private paused = false;
  private closing: Promise<void> | undefined;
  private readonly closed = new AbortController();

  /** @param options.graceMs how long running handlers may finish when it closes */
  constructor(private readonly options: { graceMs: number }) {
    super();
  }

  /** What `listen` starts. Separate from construction: the workers need the application, which needs the strategy. */
  useWorkers(startWorkers: StartWorkers): void {
    this.startWorkers = startWorkers;
  }

  listen(callback: (error?: unknown) => void): void {
    const runners = new Map([...this.getHandlers()].map(([type, handler]) => [type, runnerOf(handler)]));
    const starting =
      this.startWorkers?.(runners, this.closed.signal) ?? Promise.reject(new Error('useWorkers comes before listen'));
    this.starting = starting.then(
      (workers) => {
        this.workers = workers;
        if (this.paused) workers.pause();
        callback();
      },
      (error: unknown) => callback(error),
    );
  }

  /** Holds back jobs, also before the workers have started. */
  pause(): void {
    this.paused = true;
    this.workers?.pause();
  }

  resume(): void {
    this.paused = false;
    this.workers?.resume();
  }

  /**
   * Drains the workers, also those that are still starting: one that finished its start later would pull jobs for ever.
   * Nest calls it again when the application closes; that waits for the first call.
   */
  close(): Promise<void> {
    this.closed.abort(new Error('the service stops'));
    this.closing ??= this.starting.then(() => this.workers?.stop({ graceMs: this.options.graceMs }));
    return this.closing;
  }

  /** The strategy has no events; what happens to jobs is told by the worker. */
  on(): void {}

  unwrap<T>(): T {
    return this.workers as T;
  }
}

function runnerOf(handler: MessageHandler): RunBound {
  return async (payload, context) => {
    const result: unknown = await handler(payload, context);
    return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
  };
}
