/** When each worker was last heard of, by `performance.now()`. */
export class HeardWorkers {
  private readonly heard = new Map<string, number>();
  private turnedAt = Infinity;

  hear(worker: string): void {
    this.heard.set(worker, performance.now());
  }

  has(worker: string): boolean {
    return this.heard.has(worker);
  }

  /** Forgets those that were not heard of since then, and says which. */
  takeSilent(since: number): string[] {
    const silent = [...this.heard].filter(([, at]) => at < since).map(([worker]) => worker);
    for (const worker of silent) this.heard.delete(worker);
    return silent;
  }

  /**
   * Called by every turn. A turn that is late comes from a process that was held up: what workers said meanwhile is still to be
   * read, and none of them was silent.
   *
   * @returns by how many milliseconds it is late, 0 when it is in time
   */
  forgiveLateness(everyMs: number): number {
    const now = performance.now();
    const lateMs = now - this.turnedAt - everyMs;
    this.turnedAt = now;
    if (lateMs <= everyMs) return 0;
    for (const [worker, at] of this.heard) this.heard.set(worker, at + lateMs);
    return lateMs;
  }
}
