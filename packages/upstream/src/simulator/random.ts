/** Numbers that follow from a seed: the same seed gives the same, on every machine. */
export class Random {
  private state: number;

  constructor(...seed: (string | number)[]) {
    let hash = 2_166_136_261;
    for (const character of seed.join('/')) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
    }
    this.state = hash >>> 0;
  }

  /** From 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)]!;
  }
}
