import { ConfigurationInvalid, durationMs, nearest, type Duration } from '@kickoff/contracts';

/** What a worker's process may use before it is to be started anew. All are optional; without any, nothing is watched. */
export interface Ceilings {
  /** Resident memory of the process (RSS, threads included) in megabytes of 2^20 bytes. */
  memoryMb?: number;
  /** Jobs that it starts; those that have a slot by then, or run in one batch, still start. */
  jobs?: number;
  /** Time since the start. Up to a tenth less, at random, so that replicas that were started together do not stop together. */
  lifetime?: Duration;
}

/** Which ceiling was reached, and by what. `lifetime` in milliseconds, `memoryMb` in megabytes. */
export interface CeilingReached {
  ceiling: keyof Ceilings;
  limit: number;
  value: number;
}

export interface CeilingWatchOptions {
  ceilings: Ceilings;
  /** Jobs that run now. */
  running: () => number;
  /** Called once; nothing more may be pulled. */
  onReached: (reached: CeilingReached) => void;
  /** Called once, when a ceiling was reached and nothing runs any more. */
  onDrained: () => void;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
  /** Bytes. */
  rss?: () => number;
  random?: () => number;
}

const LOOK_MS = 1_000;
const DRAIN_LOOK_MS = 100;
const MB = 2 ** 20;
const SPREAD = 0.1;
const NAMES = ['memoryMb', 'jobs', 'lifetime'] as const satisfies readonly (keyof Ceilings)[];

/**
 * Tells when a process has reached a ceiling, and then, when its running jobs have ended by themselves: what leaks is given
 * back by ending the process, and that needs to interrupt nobody.
 */
export class CeilingWatch {
  private readonly limits: readonly CeilingReached[];
  private readonly now: () => number;
  private started = 0;
  private startedAt = 0;
  private reached = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly values: Readonly<Record<keyof Ceilings, () => number>> = {
    memoryMb: () => Math.floor((this.options.rss?.() ?? process.memoryUsage.rss()) / MB),
    jobs: () => this.started,
    lifetime: () => Math.floor(this.now() - this.startedAt),
  };

  /** @throws ConfigurationInvalid when a ceiling is no positive number, no duration, or unknown */
  constructor(private readonly options: CeilingWatchOptions) {
    this.now = options.now ?? (() => performance.now());
    this.limits = compile(options.ceilings, options.random ?? Math.random);
  }

  start(): void {
    this.startedAt = this.now();
    this.timer ??= setInterval(() => this.runOnce(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** A job has started. */
  count(): void {
    this.started += 1;
    const limit = this.limits.find(({ ceiling }) => ceiling === 'jobs');
    if (limit && this.started >= limit.limit) this.reach({ ...limit, value: this.started });
  }

  /** One look. */
  runOnce(): void {
    if (this.reached) {
      if (this.options.running() > 0) return;
      this.stop();
      this.options.onDrained();
      return;
    }
    const passed = this.limits
      .map((limit) => ({ ...limit, value: this.values[limit.ceiling]() }))
      .find(({ limit, value }) => value >= limit);
    if (passed) this.reach(passed);
  }

  private reach(reached: CeilingReached): void {
    if (this.reached) return;
    this.reached = true;
    if (this.timer) {
      this.stop();
      this.timer = setInterval(() => this.runOnce(), DRAIN_LOOK_MS);
    }
    this.options.onReached(reached);
  }
}

function compile(ceilings: Ceilings, random: () => number): CeilingReached[] {
  for (const name of Object.keys(ceilings)) {
    if ((NAMES as readonly string[]).includes(name)) continue;
    const suggestion = nearest(name, NAMES);
    throw new ConfigurationInvalid(
      `ceilings.${name}`,
      `is no ceiling${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    );
  }
  return NAMES.flatMap((ceiling) => {
    const given = ceilings[ceiling];
    if (given === undefined) return [];
    const limit = typeof given === 'string' ? durationMs(given, `ceilings.${ceiling}`) : given;
    if (!(limit > 0)) throw new ConfigurationInvalid(`ceilings.${ceiling}`, `must be more than 0, got ${given}`);
    return [{ ceiling, limit: ceiling === 'lifetime' ? Math.round(limit * (1 - SPREAD * random())) : limit, value: 0 }];
  });
}
