/** Requests to stop: signals, told apart into the first and a later one. */
import { EventEmitter, once } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; only one after this time is a second one. */
const SAME_MS = 500;

export class StopSignals {
  private readonly requests = new EventEmitter();
  /** Resolves at the first request. */
  readonly first: Promise<unknown> = once(this.requests, 'first');
  /** Resolves at the second request. */
  readonly second: Promise<unknown> = once(this.requests, 'second');
  private since: number | undefined;
  /** Waiting for a signal does not keep a process alive by itself, and the servers do not either. */
  private readonly alive = setInterval(() => {}, 60_000);

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.listener);
  }

  /** From now on signals do again what they do by default. */
  close(): void {
    clearInterval(this.alive);
    for (const signal of SIGNALS) process.off(signal, this.listener);
  }

  private readonly listener = (): void => {
    this.since ??= Date.now();
    this.requests.emit(Date.now() - this.since > SAME_MS ? 'second' : 'first');
  };
}
