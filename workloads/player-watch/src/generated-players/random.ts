const { cos, floor, imul, log, PI, sqrt } = Math;

/** Random numbers that a seed repeats (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** At least 0, below 1. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  normal(mean: number, deviation: number): number {
    const radius = sqrt(-2 * log(1 - this.uniform()));
    return mean + deviation * radius * cos(2 * PI * this.uniform());
  }

  exponential(mean: number): number {
    return -mean * log(1 - this.uniform());
  }

  pick<T>(of: readonly T[]): T {
    return of[floor(this.uniform() * of.length)]!;
  }
}
