import type { LimitStatus } from '@kickoff/contracts';
import type { Capacity, Use } from './capacity.js';
import { MeanTime } from './mean-time.js';

interface Holder {
  worker: string;
  since: number;
  /** Kept for a promoted job until then, unless somebody asks for it. */
  until: number;
}

/** At most so many at once. Kept in memory: workers know what they hold. */
export class SlotCapacity implements Capacity {
  private readonly holders = new Map<string, Holder>();
  private readonly mean = new MeanTime();

  /** @param isOpen false while it is unknown what others hold */
  constructor(
    public atOnce: number,
    private readonly isOpen: () => boolean = () => true,
  ) {}

  freeAt(now: number): number {
    if (!this.isOpen()) return Infinity;
    if (this.holders.size < this.atOnce) return now;
    this.forgetExpired(now);
    if (this.holders.size < this.atOnce) return now;
    let first = Infinity;
    for (const { until } of this.holders.values()) if (until < first) first = until;
    return first;
  }

  take(now: number, { id }: Use, forMs: number): undefined {
    this.holders.set(id, { worker: '', since: now, until: now + forMs });
  }

  granted(id: string): { useBy: undefined } | undefined {
    return this.holders.has(id) ? { useBy: undefined } : undefined;
  }

  /** Bound to its worker: it lives as long as that. */
  heldBy(id: string, worker: string, now: number): void {
    const holder = this.holders.get(id);
    if (!holder) this.holders.set(id, { worker, since: now, until: Infinity });
    else {
      holder.worker = worker;
      holder.until = Infinity;
    }
  }

  begun(): void {}

  release(id: string, now: number, by?: string): void {
    const holder = this.holders.get(id);
    if (!holder || (by !== undefined && holder.worker !== by)) return;
    this.holders.delete(id);
    if (holder.until === Infinity) this.mean.add(now - holder.since);
  }

  releaseAllOf(worker: string): boolean {
    let any = false;
    for (const [id, holder] of this.holders) {
      if (holder.worker !== worker) continue;
      this.holders.delete(id);
      any = true;
    }
    return any;
  }

  /** Whether nothing is held, or all of it by this worker. */
  isOnlyOf(worker: string, now: number): boolean {
    return this.isIdle(now) || this.onlyWorker === worker;
  }

  /** The worker that alone holds everything here; undefined when there is another or none. */
  private get onlyWorker(): string | undefined {
    let only: string | undefined;
    for (const { worker } of this.holders.values()) {
      if (only !== undefined && worker !== only) return undefined;
      only = worker;
    }
    return only;
  }

  turnAt(now: number, place: number): number {
    const [oldest] = this.holders.values();
    // Whoever has run for long already is no mean case; else those who wait for it would be called every moment.
    const runMs = Math.max(this.mean.ms, oldest ? now - oldest.since : 0);
    return now + (runMs * place) / this.atOnce;
  }

  reason(): undefined {}

  status(now: number): LimitStatus {
    const held = [...this.holders.values()].filter(({ until }) => until > now).length;
    return { granted: this.isOpen() && held < this.atOnce, held, atOnce: this.atOnce };
  }

  isIdle(now: number): boolean {
    this.forgetExpired(now);
    return this.holders.size === 0;
  }

  /** Promoted jobs that never came: cancelled, expired, or sent away before they asked. */
  private forgetExpired(now: number): void {
    for (const [id, { until }] of this.holders) if (until <= now) this.holders.delete(id);
  }
}
