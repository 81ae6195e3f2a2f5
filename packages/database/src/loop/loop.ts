import { EventEmitter } from 'node:events';

/** What a loop tells those who watch it; tests wait for these instead of sleeping. */
export interface LoopSignals<Counts> {
  /** After every turn that did something or nothing. */
  ran: [counts: Counts];
  /** A turn failed; it is repeated. */
  failed: [error: unknown];
  stopped: [];
}

export interface LoopOptions {
  /** Told of every failed turn. Default: nothing. */
  onError?: (error: unknown) => void;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/**
 * A turn that is repeated until it is stopped. A failing turn is repeated with growing waits, for ever: at run time nothing
 * ends a loop but its owner.
 */
export abstract class Loop<Counts extends object> {
  readonly signals = new EventEmitter<LoopSignals<Counts>>();
  private readonly onError: (error: unknown) => void;
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;
  private wakeUp: (() => void) | undefined;
  private isAwake = false;

  protected constructor({ onError = () => undefined }: LoopOptions) {
    this.onError = onError;
  }

  /** One turn. Safe to call without `start`, for tests and commands. */
  abstract runOnce(): Promise<Counts>;

  /** How long to wait after a turn; 0: at once. */
  protected abstract waitAfter(counts: Counts): number;

  /** Starts turning in the background until `stop` or the signal. A second start changes nothing. */
  start(signal?: AbortSignal): void {
    if (this.running) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    this.running = this.turn(stopping.signal);
  }

  /** Lets the current turn end, then stops. Safe to call twice. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.stopping?.abort();
    this.wakeUp?.();
    await this.running;
    this.running = undefined;
    this.signals.emit('stopped');
  }

  /** Ends the wait between two turns. */
  protected wake(): void {
    this.isAwake = true;
    this.wakeUp?.();
  }

  /** Aborts when the loop is told to stop; undefined outside `start`. */
  protected get stopSignal(): AbortSignal | undefined {
    return this.stopping?.signal;
  }

  private async turn(stopped: AbortSignal): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!stopped.aborted) {
      this.isAwake = false;
      let waitMs: number;
      try {
        const counts = await this.runOnce();
        retryMs = FIRST_RETRY_MS;
        waitMs = this.waitAfter(counts);
        this.signals.emit('ran', counts);
      } catch (error) {
        this.onError(error);
        this.signals.emit('failed', error);
        waitMs = retryMs;
        retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
      }
      if (waitMs > 0 && !this.isAwake && !stopped.aborted) await this.pause(waitMs);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wakeUp = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wakeUp = done;
    });
  }
}
