import { Kvm, type KV } from '@nats-io/kv';
import type { Broker } from '../broker/broker.js';

/** Key of `control` that closes enqueueing while the store is nearly full. Value: `{ retryAfterMs }`. */
export const ADMISSION_KEY = 'admission';
/** Prefix of the keys that ask for a job's end. Value: `{ reason }`. */
export const CANCEL_PREFIX = 'cancel.';

export interface Admission {
  retryAfterMs: number;
  reason: string;
}

/**
 * A live copy of the `control` bucket: what every worker and producer must know at once. Survives reconnects; while the
 * broker is away it answers with what it last knew.
 */
export class ControlWatch {
  private readonly cancelled = new Map<string, string>();
  private closedAdmission: Admission | undefined;
  private readonly cancelListeners = new Set<(jobId: string, reason: string) => void>();
  private stopWatch: (() => void) | undefined;
  private stopped = false;

  constructor(private readonly broker: Broker) {}

  /** Resolves when the bucket's present content has been read. */
  async start(): Promise<void> {
    const bucket = await new Kvm(this.broker.jetstream).open('control');
    await this.follow(bucket);
  }

  stop(): void {
    this.stopped = true;
    this.stopWatch?.();
  }

  /** Why enqueueing is closed, or undefined while it is open. */
  get admission(): Admission | undefined {
    return this.closedAdmission;
  }

  /** The reason given when this job's end was asked for, or undefined when nobody did. */
  cancelReason(jobId: string): string | undefined {
    return this.cancelled.get(jobId);
  }

  onCancel(listener: (jobId: string, reason: string) => void): void {
    this.cancelListeners.add(listener);
  }

  private async follow(bucket: KV): Promise<void> {
    let caughtUp: () => void = () => {};
    const initialised = new Promise<void>((resolve) => (caughtUp = resolve));
    const watch = await bucket.watch();
    this.stopWatch = () => watch.stop();
    void (async () => {
      for await (const entry of watch) {
        this.apply(entry.key, entry.operation === 'PUT' ? entry.string() : undefined);
        if (entry.delta === 0) caughtUp();
      }
      if (!this.stopped) setTimeout(() => void this.follow(bucket).catch(() => {}), 1_000).unref();
    })().catch(() => {});
    const status = await bucket.status();
    if (status.values === 0) caughtUp();
    await initialised;
  }

  private apply(key: string, value: string | undefined): void {
    if (key === ADMISSION_KEY) {
      this.closedAdmission = value === undefined ? undefined : (JSON.parse(value) as Admission);
      return;
    }
    if (!key.startsWith(CANCEL_PREFIX)) return;
    const jobId = key.slice(CANCEL_PREFIX.length);
    if (value === undefined) {
      this.cancelled.delete(jobId);
      return;
    }
    const { reason } = JSON.parse(value) as { reason: string };
    this.cancelled.set(jobId, reason);
    for (const listener of this.cancelListeners) listener(jobId, reason);
  }
}
