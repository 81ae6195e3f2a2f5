import type { NatsConnection } from '@nats-io/transport-node';
import type { JobEvent } from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { eventsMessage } from '../job/job-events.js';

/**
 * Nothing finishes before it is recorded: events are collected for a few milliseconds, published as one array per job
 * type, and only when the broker has them do the callbacks run that ack the jobs.
 */

const FLUSH_AFTER_MS = 2;
const FLUSH_AT = 500;
/** Under the broker's default limit of 1 MB for one message. */
const FLUSH_AT_BYTES = 512 * 1024;
const RETRY_AFTER_MS = 500;
/** With this many unrecorded results the worker stops pulling. */
const MAX_UNRECORDED = 4_000;

type Recorded = () => void;

interface Batch {
  events: Map<string, JobEvent>;
  anonymous: JobEvent[];
  recorded: Recorded[];
  bytes: number;
}

export class EventRecorder {
  private readonly batches = new Map<string, Batch>();
  private timer: NodeJS.Timeout | undefined;
  private waiting = 0;
  private refusing = false;
  private readonly inFlight = new Set<Promise<void>>();

  constructor(
    private readonly connection: NatsConnection,
    private readonly onPressure: () => void,
  ) {}

  /** False while results pile up that the broker does not take. */
  get accepting(): boolean {
    return !this.refusing && this.waiting < MAX_UNRECORDED;
  }

  /** Whether the broker refuses events at present; the worker is then not ready. */
  get isRefused(): boolean {
    return this.refusing;
  }

  /** Adds an event; `recorded` runs when the broker has stored it. */
  add(event: JobEvent, recorded?: Recorded, sizeHint = 256): void {
    let batch = this.batches.get(event.type);
    if (!batch) this.batches.set(event.type, (batch = { events: new Map(), anonymous: [], recorded: [], bytes: 0 }));
    // A job that starts and ends within one batch is told by its last event alone: it says all the first one says.
    const key = `${event.id}.${event.run?.revision ?? event.revision}.${event.run?.delivery ?? event.delivery}`;
    const earlier = batch.events.get(key);
    if (earlier?.state === 'running') batch.events.set(key, { ...event, envelope: event.envelope ?? earlier.envelope });
    else if (earlier) batch.anonymous.push(event);
    else batch.events.set(key, event);
    if (recorded) {
      batch.recorded.push(recorded);
      this.waiting += 1;
    }
    batch.bytes += sizeHint;
    if (batch.events.size + batch.anonymous.length >= FLUSH_AT || batch.bytes >= FLUSH_AT_BYTES)
      this.flushType(event.type, batch);
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS);
  }

  /** Resolves when everything added so far is stored. */
  async drain(): Promise<void> {
    this.flush();
    while (this.inFlight.size > 0) await Promise.all(this.inFlight);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const [type, batch] of this.batches) this.flushType(type, batch);
  }

  private flushType(type: string, batch: Batch): void {
    this.batches.delete(type);
    const sending = this.send(type, batch).finally(() => this.inFlight.delete(sending));
    this.inFlight.add(sending);
  }

  /** Repeats for ever: the jobs stay in hand, extended by heartbeats, until the broker takes their events. */
  private async send(type: string, { events, anonymous, recorded }: Batch): Promise<void> {
    const message = eventsMessage(type, [...events.values(), ...anonymous]);
    for (;;) {
      try {
        await publish(this.connection, message);
        break;
      } catch {
        if (this.connection.isClosed()) return;
        this.setRefusing(true);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
    this.setRefusing(false);
    this.waiting -= recorded.length;
    for (const done of recorded) done();
    this.onPressure();
  }

  private setRefusing(refusing: boolean): void {
    if (this.refusing === refusing) return;
    this.refusing = refusing;
    this.onPressure();
  }
}
