import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { JobEvent } from '@kickoff/contracts';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { EventPull } from './event-pull.js';
import { isJobId } from './job-id.js';
import { foldTolerantly } from './tolerant-fold.js';

export interface RecorderOptions extends LoopOptions {
  dataSource: DataSource;
  connection: NatsConnection;
  /** Events of one transaction at most, roughly: messages hold arrays. Default 1,000. */
  batch?: number;
  /** How long a batch may gather after its first message. Default 50 ms. */
  gatherMs?: number;
  /** Told of every message or event that cannot be recorded; it is acked all the same. Default: nothing. */
  onBadEvent?: (reason: string, subject: string) => void;
}

export interface RecorderCounts {
  messages: number;
  events: number;
  /** Messages and events that cannot be recorded. */
  bad: number;
}

export const RECORDER_STREAM = 'EVENTS';
/** Durable: every replica pulls from it, and it knows what is acked. */
export const RECORDER_CONSUMER = 'recorder';

/** How long the batch of a killed recorder waits for another one. */
const ACK_WAIT_MS = 20_000;
/** The scheduler purges EVENTS up to what is acked, so a batch is acked only after its commit. */
const MAX_ACK_PENDING = 20_000;
/** Messages of one pull. Coalescing workers put dozens of events in one. */
const PULL = 500;
const WAIT_MS = 1_000;

const Events = z.array(z.unknown());

/**
 * Job events into PostgreSQL. Reads EVENTS, folds batches, acks after the commit; with PostgreSQL away it acks nothing,
 * repeats, and catches up. Any number of recorders may run, and any message may come twice.
 */
export class Recorder extends Loop<RecorderCounts> {
  private readonly options: Required<Omit<RecorderOptions, 'onError'>>;
  private pull: EventPull | undefined;
  private manager: JetStreamManager | undefined;
  /** Received and not yet committed, in a turn that failed: to be folded again before anything else. */
  private pending: Msg[] = [];

  constructor(options: RecorderOptions) {
    super(options);
    this.options = { batch: 1_000, gatherMs: 50, onBadEvent: () => undefined, ...options };
  }

  async runOnce(): Promise<RecorderCounts> {
    const pull = await this.open();
    if (this.pending.length === 0) {
      this.pending = await pull.collect(PULL, WAIT_MS, this.options.gatherMs);
    }
    const counts: RecorderCounts = { messages: 0, events: 0, bad: 0 };
    while (this.pending.length > 0) await this.record(counts);
    return counts;
  }

  override async stop(): Promise<void> {
    this.pull?.interrupt();
    await super.stop();
    this.pull?.close();
    this.pull = undefined;
  }

  /** Messages of EVENTS that no recorder has acked yet; undefined when the broker does not answer. */
  async lag(): Promise<number | undefined> {
    try {
      const info = await (await this.api()).consumers.info(RECORDER_STREAM, RECORDER_CONSUMER);
      return info.num_pending + info.num_ack_pending;
    } catch {
      return undefined;
    }
  }

  protected waitAfter(): number {
    return 0;
  }

  /** Folds about one batch of what is pending, in one transaction, and acks it. */
  private async record(counts: RecorderCounts): Promise<void> {
    const events: JobEvent[] = [];
    const complaints: [reason: string, subject: string][] = [];
    let taken = 0;
    while (taken < this.pending.length && events.length < this.options.batch) {
      const message = this.pending[taken]!;
      taken += 1;
      this.parse(message, events, complaints);
    }
    const refused = await this.options.dataSource.transaction((manager) => foldTolerantly(manager, events));
    for (const { event, error } of refused) {
      complaints.push([`event of ${event.id}: ${error instanceof Error ? error.message : String(error)}`, event.type]);
    }
    for (const message of this.pending.splice(0, taken)) message.respond('+ACK');
    for (const complaint of complaints) this.options.onBadEvent(...complaint);
    counts.messages += taken;
    counts.events += events.length - refused.length;
    counts.bad += complaints.length;
  }

  private parse(message: Msg, events: JobEvent[], complaints: [string, string][]): void {
    let candidates: unknown[];
    try {
      candidates = Events.parse(message.json());
    } catch {
      complaints.push(['not a JSON array of events', message.subject]);
      return;
    }
    for (const [index, candidate] of candidates.entries()) {
      const parsed = JobEvent.safeParse(candidate);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        complaints.push([`event ${index}: ${issue?.path.join('.')}: ${issue?.message}`, message.subject]);
      } else if (!isJobId(parsed.data.id)) {
        complaints.push([`event ${index}: id: is not a UUID in lower case`, message.subject]);
      } else if (!message.subject.startsWith(`events.${parsed.data.type}.`)) {
        // Who may publish where is a right of the broker; an event of another team's job under one's own subject is not.
        complaints.push([`event ${index}: type: ${parsed.data.type} does not belong on this subject`, message.subject]);
      } else {
        events.push(parsed.data);
      }
    }
  }

  private async open(): Promise<EventPull> {
    if (this.pull && !this.pull.missing) return this.pull;
    await this.ensureConsumer();
    if (this.pull) {
      this.pull.renew();
      return this.pull;
    }
    this.pull = new EventPull({
      connection: this.options.connection,
      stream: RECORDER_STREAM,
      consumer: RECORDER_CONSUMER,
      batch: PULL,
    });
    return this.pull;
  }

  /** Creates the consumer where it is missing; several recorders may do so at once, with the same configuration. */
  private async ensureConsumer(): Promise<void> {
    await (
      await this.api()
    ).consumers.add(RECORDER_STREAM, {
      durable_name: RECORDER_CONSUMER,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(ACK_WAIT_MS),
      max_deliver: -1,
      max_ack_pending: MAX_ACK_PENDING,
    });
  }

  private async api(): Promise<JetStreamManager> {
    this.manager ??= await jetstreamManager(this.options.connection, { checkAPI: false });
    return this.manager;
  }
}
