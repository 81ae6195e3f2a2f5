import type { NatsConnection } from '@nats-io/transport-node';
import { JobEvent, MessageInvalid } from '@kickoff/contracts';
import { publish } from '../broker/publish.js';
import { eventsMessage } from '../job/job-events.js';

/**
 * Nothing finishes before it is recorded: events are collected for a few milliseconds, published as one array per topic
 * (a job type; of jobs of flows `<type>.flow`), and only when the broker has them do the callbacks run that ack the jobs.
 */

const FLUSH_AFTER_MS = 2;
const FLUSH_AT = 500;
/** Under the broker's default limit of 1 MB for one message. */
const FLUSH_AT_BYTES = 512 * 1024;
const RETRY_AFTER_MS = 500;
/**
 * With this many unrecorded results the worker stops pulling: several batches of a fast worker may be on their way at once.
 * While the broker refuses events nothing is pulled at all.
 */
const MAX_UNRECORDED = 4_000;

interface Batch {
  /** Events as JSON. */
  events: string[];
  recorded: (() => void)[];
  bytes: number;
}

/**
 * An event that is larger than the broker takes says what became of the job, without what made it large; else the job
 * could never end.
 */
function withoutBulk(event: string): string {
  const { id, type, revision, delivery, state, at, queue, priority, key, attempt, runAt, error, run } = JobEvent.parse(
    JSON.parse(event),
  );
  const { logs: _logs, annotations: _annotations, ...outline } = run ?? {};
  const reason = 'the event was too large: output, logs and annotations were left out';
  const kept = { id, type, revision, delivery, state, at, queue, priority, key, attempt, runAt, error, reason };
  return JSON.stringify(run ? { ...kept, run: outline } : kept);
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

  /** Adds one event as JSON; `recorded` runs when the broker has stored it. */
  add(topic: string, event: string, recorded?: () => void): void {
    let batch = this.batches.get(topic);
    if (!batch) this.batches.set(topic, (batch = { events: [], recorded: [], bytes: 0 }));
    batch.events.push(event);
    batch.bytes += event.length;
    if (recorded) {
      batch.recorded.push(recorded);
      this.waiting += 1;
    }
    if (batch.events.length >= FLUSH_AT || batch.bytes >= FLUSH_AT_BYTES) this.flushTopic(topic, batch);
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

  private flushTopic(topic: string, batch: Batch): void {
    this.batches.delete(topic);
    const sending = this.send(topic, batch).finally(() => this.inFlight.delete(sending));
    this.inFlight.add(sending);
  }

  /** Repeats for ever: the jobs stay in hand, extended by heartbeats, until the broker takes their events. */
  private async send(topic: string, { events, recorded }: Pick<Batch, 'events' | 'recorded'>): Promise<void> {
    const message = eventsMessage(topic, `[${events.join(',')}]`);
    for (;;) {
      try {
        await publish(this.connection, message);
        break;
      } catch (error) {
        if (this.connection.isClosed()) return;
        if (error instanceof MessageInvalid && events.length > 1) return this.sendSingly(topic, { events, recorded });
        const reduced = error instanceof MessageInvalid ? `[${withoutBulk(events[0]!)}]` : undefined;
        if (reduced !== undefined && reduced !== message.body) {
          message.body = reduced;
          continue;
        }
        this.setRefusing(true);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
    this.setRefusing(false);
    this.waiting -= recorded.length;
    for (const done of recorded) done();
    this.onPressure();
  }

  /** Together they were too large for one message. */
  private async sendSingly(topic: string, { events, recorded }: Pick<Batch, 'events' | 'recorded'>): Promise<void> {
    for (const event of events.slice(0, -1)) await this.send(topic, { events: [event], recorded: [] });
    await this.send(topic, { events: events.slice(-1), recorded });
  }

  private setRefusing(refusing: boolean): void {
    if (this.refusing === refusing) return;
    this.refusing = refusing;
    this.onPressure();
  }
}
