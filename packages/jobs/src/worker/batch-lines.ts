import type { ActiveJob } from './active-job.js';

/**
 * Jobs of a queue that wait to run together, by type. A batch may start when it is full or when its first job has waited
 * long enough.
 */
export class BatchLines {
  /** By job type, then by rank of priority. */
  private readonly lines = new Map<string, ActiveJob[][]>();
  private waiting = 0;

  constructor(private readonly ranks: number) {}

  get isEmpty(): boolean {
    return this.waiting === 0;
  }

  add(job: ActiveJob, rank: number): void {
    const { type } = job.received;
    let line = this.lines.get(type);
    if (!line) this.lines.set(type, (line = Array.from({ length: this.ranks }, () => [])));
    line[rank]!.push(job);
    this.waiting += 1;
  }

  /** A batch that may start now and has a job of this rank; filled up with jobs of lower priority. */
  take(rank: number, now: number): ActiveJob[] | undefined {
    if (this.waiting === 0) return undefined;
    for (const line of this.lines.values()) {
      const first = line[rank]![0];
      if (!first) continue;
      const { size, waitMs } = first.handled!.contract.batch!;
      if (now - first.waitingSince! < waitMs && count(line) < size) continue;
      const batch: ActiveJob[] = [];
      for (const jobs of line) batch.push(...jobs.splice(0, size - batch.length));
      this.waiting -= batch.length;
      return batch;
    }
    return undefined;
  }

  /** Milliseconds until the next batch may start; undefined when nothing waits. */
  dueIn(now: number): number | undefined {
    let due: number | undefined;
    for (const line of this.lines.values()) {
      for (const [first] of line) {
        if (!first) continue;
        const inMs = Math.max(0, first.waitingSince! + first.handled!.contract.batch!.waitMs - now);
        if (due === undefined || inMs < due) due = inMs;
      }
    }
    return due;
  }

  /** Takes out those that have waited since before a time; all when it is left out. */
  takeWaiting(before = Infinity): ActiveJob[] {
    const taken: ActiveJob[] = [];
    for (const line of this.lines.values()) {
      for (const jobs of line) {
        const stale = jobs.findIndex(({ waitingSince }) => waitingSince! >= before);
        taken.push(...jobs.splice(0, stale < 0 ? jobs.length : stale));
      }
    }
    this.waiting -= taken.length;
    return taken;
  }
}

function count(line: readonly ActiveJob[][]): number {
  let sum = 0;
  for (const jobs of line) sum += jobs.length;
  return sum;
}
