import { durationMs, type Duration } from '@kickoff/contracts';
import type { Clock } from '../limiter/steady-clock.js';

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  private ms: number;
  private readonly alarms = new Set<{ at: number; ring: () => void }>();

  /** @param start default: midnight of 1 January 2030, UTC */
  constructor(start: Date = new Date('2030-01-01T00:00:00Z')) {
    this.ms = start.getTime();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.ms;
  }

  /** Moves it on. What becomes due on the way happens at its own time, in order. */
  advance(by: Duration): void {
    const end = this.ms + durationMs(by, 'advance');
    for (;;) {
      const [next] = [...this.alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.alarms.delete(next);
      this.ms = Math.max(this.ms, next.at);
      next.ring();
    }
    this.ms = end;
  }

  /** Calls `ring` when the clock has been moved on by this much; returns what forgets it. */
  after(ms: number, ring: () => void): () => void {
    const alarm = { at: this.ms + ms, ring };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }
}
