import type { NatsConnection } from '@nats-io/transport-node';
import { MessageInvalid } from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { eventsMessage } from '../job/job-events.js';
import { EventBatch } from './event-batch.js';
import type { EventJson } from './event-json.js';

/**
 * Nothing finishes before it is recorded: events are collected for a few milliseconds, published as one array per topic
 * (a job type; of jobs of flows `<type>.flow`), and only when the broker has them do the callbacks run that ack the jobs.
 */

const FLUSH_AFTER_MS = 2;
const FLUSH_AT = 500;
/** In UTF-16 units, of at most three bytes: under the broker's default limit of 1 MB for one message. */
const FLUSH_AT_LENGTH = 300 * 1024;
const RETRY_AFTER_MS = 500;
/**
 * With this many unrecorded results the worker stops pulling: several batches of a fast worker may be on their way at once.
 * While the broker refuses events nothing is pulled at all.
 */
const MAX_UNRECORDED = 4_000;

export class EventRecorder {
  private readonly batches = new Map<string, EventBatch>();
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

  /** Adds one event; `recorded` runs when the broker has stored it. */
  add(topic: string, event: EventJson, recorded?: () => void): void {
    let batch = this.batches.get(topic);
    if (!batch) this.batches.set(topic, (batch = new EventBatch()));
    batch.add(event, recorded);
    if (recorded) this.waiting += 1;
    if (batch.count >= FLUSH_AT || batch.length >= FLUSH_AT_LENGTH) this.flushTopic(topic, batch);
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
    for (const [topic, batch] of this.batches) this.flushTopic(topic, batch);
  }

  private flushTopic(topic: string, batch: EventBatch): void {
    this.batches.delete(topic);
    const sending = this.send(topic, batch).finally(() => this.inFlight.delete(sending));
    this.inFlight.add(sending);
  }

  /** Repeats for ever: the jobs stay in hand, extended by heartbeats, until the broker takes their events. */
  private async send(topic: string, batch: EventBatch): Promise<void> {
    const message = eventsMessage(topic, batch.toJson());
    let isOutline = false;
    for (;;) {
      try {
        await publish(this.connection, message);
        break;
      } catch (error) {
        if (this.connection.isClosed()) return;
        if (error instanceof MessageInvalid && batch.count > 1) {
          for (const single of batch.singles()) await this.send(topic, single);
          return;
        }
        if (error instanceof MessageInvalid && !isOutline) {
          isOutline = true;
          message.body = batch.outline();
          continue;
        }
        this.setRefusing(true);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
    this.setRefusing(false);
    this.waiting -= batch.recorded.length;
    for (const done of batch.recorded) done();
    this.onPressure();
  }

  private setRefusing(refusing: boolean): void {
    if (this.refusing === refusing) return;
    this.refusing = refusing;
    this.onPressure();
  }
}
