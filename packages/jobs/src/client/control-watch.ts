import { setTimeout as sleep } from 'node:timers/promises';
import { Kvm, type KV, type KvWatchEntry } from '@nats-io/kv';
import { z } from 'zod';
import { bucketName, bucketStream, isDrainKey, isOverrideKey, isPauseKey, keySubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import type { UnreadableMessage } from '../dead-letters/keep-unreadable.js';
import { DrainTable } from '../drain/drain-table.js';
import { MARK_PREFIX } from '../mark/mark-key.js';
import { MarkTable } from '../mark/mark-table.js';
import { OverrideTable } from '../override/override-table.js';
import { PauseTable } from '../pause/pause-table.js';

/** Key of `control` that closes enqueueing while the store is nearly full. Value: `{ retryAfterMs }`. */
export const ADMISSION_KEY = 'admission';
const CANCEL_PREFIX = 'cancel.';

/**
 * Key of `control` that asks for the end of a workload's job. Value: `{ reason }`. The workload is part of the key, so that
 * one team's wish about a job id never stands in place of another's.
 */
export function cancelKey(workload: string, jobId: string): string {
  return `${CANCEL_PREFIX}${workload}.${jobId}`;
}

const Admission = z.object({ retryAfterMs: z.number(), reason: z.string() });
export type Admission = z.infer<typeof Admission>;
const Cancellation = z.object({ reason: z.string() });

const FOLLOW_AGAIN_MS = 1_000;

/**
 * A live copy of the `control` bucket: what every worker and producer must know at once. Survives reconnects; while the
 * broker is away it answers with what it last knew.
 */
export class ControlWatch {
  /** What is paused. */
  readonly pauses = new PauseTable();
  /** Which queues are drained. */
  readonly drains = new DrainTable();
  /** What of the code's numbers is overridden. */
  readonly overrides = new OverrideTable();
  /** What people marked. */
  readonly marks = new MarkTable();
  /** Reasons by key. */
  private readonly cancelled = new Map<string, string>();
  private closedAdmission: Admission | undefined;
  private readonly cancelListeners = new Set<(jobId: string, workload: string, reason: string) => void>();
  private stopWatch: (() => void) | undefined;
  private stopped = false;

  constructor(
    private readonly broker: Broker,
    /** Told of every entry of a known kind that cannot be read; it is passed over. */
    private readonly onUnreadable: (entry: UnreadableMessage) => void = () => {},
  ) {}

  /** Resolves when the bucket's present content has been read. */
  async start(): Promise<void> {
    // The client library goes on looking for heartbeats of a connection that is closed, and complains for ever.
    void this.broker.connection.closed().then(() => this.stop());
    const bucket = await new Kvm(this.broker.jetstream).open(bucketName('control'));
    await this.follow(bucket);
  }

  /** As `start`, again and again until the bucket is there: no service needs another to start first. */
  async startWhenThere(): Promise<void> {
    while (!this.stopped) {
      try {
        return await this.start();
      } catch {
        await sleep(FOLLOW_AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  stop(): void {
    this.stopped = true;
    this.stopWatch?.();
  }

  /** Why enqueueing is closed, or undefined while it is open. */
  get admission(): Admission | undefined {
    return this.closedAdmission;
  }

  /** The reason given when the end of this workload's job was asked for, or undefined when nobody did. */
  cancelReason(jobId: string, workload: string): string | undefined {
    // Asked for every job: without a cancellation there is no key to build.
    return this.cancelled.size === 0 ? undefined : this.cancelled.get(cancelKey(workload, jobId));
  }

  onCancel(listener: (jobId: string, workload: string, reason: string) => void): void {
    this.cancelListeners.add(listener);
  }

  private async follow(bucket: KV): Promise<void> {
    let caughtUp: () => void = () => {};
    const initialised = new Promise<void>((resolve) => (caughtUp = resolve));
    const watch = await bucket.watch();
    this.stopWatch = () => watch.stop();
    // Stopped while the broker was asked: a watch that outlives its connection complains for ever.
    if (this.stopped) watch.stop();
    void (async () => {
      for await (const entry of watch) {
        const isReadable = this.apply(entry.key, entry.operation === 'PUT' ? entry.string() : undefined);
        if (!isReadable) this.onUnreadable(unreadable(entry));
        if (entry.delta === 0) caughtUp();
      }
    })()
      .catch(() => {})
      .finally(() => this.followAgain(bucket));
    const status = await bucket.status();
    if (status.values === 0) caughtUp();
    await initialised;
  }

  /** A watch that ended (its stream was away for long) starts anew until this is stopped. */
  private followAgain(bucket: KV): void {
    if (this.stopped) return;
    setTimeout(() => void this.follow(bucket).catch(() => this.followAgain(bucket)), FOLLOW_AGAIN_MS).unref();
  }

  /** False when it cannot be read. Keys of other kinds are another version's. */
  private apply(key: string, value: string | undefined): boolean {
    if (key === ADMISSION_KEY) {
      this.closedAdmission = value === undefined ? undefined : Admission.safeParse(json(value)).data;
      return value === undefined || this.closedAdmission !== undefined;
    }
    // A value that is no JSON is none that can be read: null is no entry either.
    const entry = value === undefined ? undefined : (json(value) ?? null);
    if (isPauseKey(key)) return this.pauses.apply(key, entry);
    if (isDrainKey(key)) return this.drains.apply(key, entry);
    if (key.startsWith(MARK_PREFIX)) return this.marks.apply(key, entry);
    if (isOverrideKey(key)) return this.overrides.apply(key, entry);
    if (!key.startsWith(CANCEL_PREFIX)) return true;
    const [workload, jobId, ...rest] = key.slice(CANCEL_PREFIX.length).split('.');
    if (!workload || !jobId || rest.length > 0) return false;
    if (value === undefined) {
      this.cancelled.delete(key);
      return true;
    }
    const asked = Cancellation.safeParse(json(value)).data;
    if (!asked) return false;
    this.cancelled.set(key, asked.reason);
    for (const listener of this.cancelListeners) listener(jobId, workload, asked.reason);
    return true;
  }
}

function unreadable({ key, value, revision, created }: KvWatchEntry): UnreadableMessage {
  const place = `${bucketStream('control')}.${revision}.${created.getTime()}`;
  return { subject: keySubject('control', key), data: value, place };
}

/** A value that is no JSON is no wish either; it must not end the watch. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
