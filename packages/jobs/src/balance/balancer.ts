import { ConfigurationInvalid, durationMs, type Duration } from '@kickoff/contracts';
import { divideSlots, type BalanceStrategy, type QueueLoad } from './divide-slots.js';

/** How a worker that serves several queues divides its slots, the sum of all `slots` of its queues. */
export interface BalanceOptions {
  strategy: BalanceStrategy;
  /** Most slots that move at once. Default 1. */
  maxShift?: number;
  /** Time between two moves. Default 3 s. */
  cooldown?: Duration;
}

export interface BalancerOptions extends BalanceOptions {
  /** What each queue has and needs now. */
  loads: () => Promise<ReadonlyMap<string, QueueLoad>>;
  setSlots: (queue: string, slots: number) => void;
  warn: (message: string, error: unknown) => void;
}

/** Moves slots to where the backlog is, a few at a time. */
export class Balancer {
  private readonly maxShift: number;
  private readonly cooldownMs: number;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  /** @throws ConfigurationInvalid on a shift below 1 or a cooldown that is no duration */
  constructor(private readonly options: BalancerOptions) {
    this.maxShift = options.maxShift ?? 1;
    if (!Number.isInteger(this.maxShift) || this.maxShift < 1)
      throw new ConfigurationInvalid('worker.balance.maxShift', `must be at least 1, got ${this.maxShift}`);
    this.cooldownMs = durationMs(options.cooldown ?? '3s', 'worker.balance.cooldown');
  }

  start(): void {
    this.timer ??= setInterval(() => void this.runOnce(), this.cooldownMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** One look; returns how many slots moved. With the broker away nothing moves. */
  async runOnce(): Promise<number> {
    if (this.looking) return 0;
    this.looking = true;
    try {
      const loads = [...(await this.options.loads())];
      const next = divideSlots(
        loads.map(([, load]) => load),
        { strategy: this.options.strategy, maxShift: this.maxShift },
      );
      let moved = 0;
      for (const [index, [queue, { slots }]] of loads.entries()) {
        if (next[index] === slots) continue;
        moved += Math.max(0, next[index]! - slots);
        this.options.setSlots(queue, next[index]!);
      }
      return moved;
    } catch (error) {
      // A worker that stops closes its connection under a look.
      if (this.timer) this.options.warn('the backlogs of the queues could not be read; slots stay as they are', error);
      return 0;
    } finally {
      this.looking = false;
    }
  }
}
