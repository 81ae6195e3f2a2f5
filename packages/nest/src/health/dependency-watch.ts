/** What a watch needs of the thing it watches. */
export interface Dependency {
  /** Name in the readiness report. */
  name: string;
  /** Rejects when it cannot be used now; must give up by itself when `signal` aborts. */
  check: (signal: AbortSignal) => Promise<void>;
}

export interface DependencyWatchOptions {
  dependency: Dependency;
  onChange: (state: { up: boolean; detail?: string }) => void;
  /** Milliseconds between two checks. Default one second. */
  intervalMs?: number;
  /** A check that takes longer counts as failed. Default two seconds. */
  timeoutMs?: number;
}

/**
 * Asks a dependency again and again whether it is there and tells of every change. `nudge` asks at once: whoever runs
 * into an error need not wait for the next turn.
 */
export class DependencyWatch {
  private up: boolean | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<boolean> | undefined;
  private stopped = false;

  constructor(private readonly options: DependencyWatchOptions) {}

  get isUp(): boolean {
    return this.up === true;
  }

  start(): void {
    this.schedule();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  nudge(): void {
    if (!this.stopped) void this.runOnce();
  }

  /** One check. @returns whether the dependency is up */
  runOnce(): Promise<boolean> {
    this.running ??= this.check().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async check(): Promise<boolean> {
    const { dependency, timeoutMs = 2_000 } = this.options;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      await Promise.race([dependency.check(signal), rejectOn(signal)]);
      this.report(true);
    } catch (error) {
      this.report(false, error instanceof Error ? error.message : String(error));
    }
    return this.isUp;
  }

  private report(up: boolean, detail?: string): void {
    if (this.stopped || this.up === up) return;
    this.up = up;
    this.options.onChange({ up, detail });
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      void this.runOnce().then(() => this.schedule());
    }, this.options.intervalMs ?? 1_000);
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('did not answer in time')), { once: true });
  });
}
