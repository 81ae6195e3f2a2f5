import { readFileSync } from 'node:fs';

/** Resident memory of a process over a run, in megabytes. */
export class MemoryWatch {
  private readonly seen: number[] = [];

  constructor(private readonly pid: number) {}

  look(): void {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    this.seen.push(Number(kilobytes) / 1_024);
  }

  /** How many times what it is in the second third it is in the last; in the first it warms up. */
  get growth(): number {
    return this.middle(2) / this.middle(1);
  }

  get text(): string {
    return `memory by thirds: ${[0, 1, 2].map((third) => Math.round(this.middle(third))).join(', ')} MB`;
  }

  /** Median of a third. */
  private middle(third: number): number {
    const size = this.seen.length / 3;
    const part = this.seen.slice(Math.floor(third * size), Math.floor((third + 1) * size)).sort((a, b) => a - b);
    return part[Math.floor(part.length / 2)] ?? Number.NaN;
  }
}
