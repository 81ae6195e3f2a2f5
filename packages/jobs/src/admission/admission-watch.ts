import { headers } from '@nats-io/transport-node';
import { bucketStream, keySubject } from '@kickoff/contracts';
import { ADMISSION_KEY, type Admission } from '../client/control-watch.js';
import type { Broker } from '../broker/broker.js';
import { purgeReadEvents } from './event-purge.js';
import { storeUsage } from './store-usage.js';

export interface AdmissionWatchOptions {
  broker: Broker;
  /** Size of the broker's file store (its `max_file_store`); needed where the account has no limit of its own. */
  storeBytes?: number;
  /** Time between looks in milliseconds. Default 2000. */
  everyMs?: number;
  /** Told when usage passes 70 %, and with every further look above it. */
  onWarning?: (usage: number) => void;
  /** Told when this replica closes or opens enqueueing. */
  onChange?: (admission: 'closed' | 'open', usage: number) => void;
  onError?: (error: unknown) => void;
}

export interface AdmissionCounts {
  /** Share of the store in use; undefined when its size is unknown, and then nothing is done. */
  usage: number | undefined;
  purgedEvents: number;
  admission: 'closed' | 'open' | 'unchanged';
}

const WARN_ABOVE = 0.7;
const PURGE_ABOVE = 0.8;
const CLOSE_ABOVE = 0.85;
const OPEN_BELOW = 0.8;
const RETRY_AFTER_MS = 5_000;
/** Closed is said anew while it is true: when every scheduler is gone, enqueueing opens by itself. */
const CLOSED_TTL = '60s';

/**
 * Keeps a filling store from stopping the platform: moves and events must always find room, because nothing finishes
 * without them. So read events go first, then new jobs are refused until enough is done. Every replica does the same.
 */
export class AdmissionWatch {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(private readonly options: AdmissionWatchOptions) {}

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    const turn = (): void => {
      this.running ??= this.runOnce()
        .catch((error: unknown) => this.options.onError?.(error))
        .finally(() => (this.running = undefined));
    };
    turn();
    this.timer = setInterval(turn, this.options.everyMs ?? 2_000);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks once and does what is needed. */
  async runOnce(): Promise<AdmissionCounts> {
    const { broker, storeBytes, onWarning, onChange } = this.options;
    const counts: AdmissionCounts = { usage: undefined, purgedEvents: 0, admission: 'unchanged' };
    let usage = await storeUsage(broker, storeBytes);
    if (usage === undefined) return counts;
    if (usage > WARN_ABOVE) onWarning?.(usage);
    if (usage > PURGE_ABOVE) {
      counts.purgedEvents = await purgeReadEvents(broker);
      usage = (await storeUsage(broker, storeBytes)) ?? usage;
    }
    counts.usage = usage;
    const wasClosed = await this.isClosed();
    if (usage > CLOSE_ABOVE) {
      await this.close(usage);
      if (!wasClosed) counts.admission = 'closed';
    } else if (wasClosed && usage < OPEN_BELOW) {
      await this.open();
      counts.admission = 'open';
    } else if (wasClosed) {
      await this.close(usage);
    }
    if (counts.admission !== 'unchanged') onChange?.(counts.admission, usage);
    return counts;
  }

  private async isClosed(): Promise<boolean> {
    const last = await this.options.broker.manager.streams.getMessage(bucketStream('control'), {
      last_by_subj: admissionSubject(),
    });
    return last !== null && !last.header.has('KV-Operation') && !last.header.has('Nats-Marker-Reason');
  }

  private async close(usage: number): Promise<void> {
    const admission: Admission = {
      retryAfterMs: RETRY_AFTER_MS,
      reason: `the broker's store is ${Math.round(usage * 100)} % full`,
    };
    await this.options.broker.jetstream.publish(admissionSubject(), JSON.stringify(admission), {
      ttl: CLOSED_TTL,
      timeout: 2_000,
    });
  }

  private async open(): Promise<void> {
    const header = headers();
    header.set('KV-Operation', 'DEL');
    await this.options.broker.jetstream.publish(admissionSubject(), undefined, { headers: header, timeout: 2_000 });
  }
}

function admissionSubject(): string {
  return keySubject('control', ADMISSION_KEY);
}
