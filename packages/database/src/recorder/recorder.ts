import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { eventsStream, Overloaded, type JobEvent } from '@kickoff/contracts';
import { keepUnreadable, placeOfAck } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { EventPull } from './event-pull.js';
import { readEvents, type BadEvent } from './read-events.js';
import { foldTolerantly } from './tolerant-fold.js';

export interface RecorderOptions extends LoopOptions {
  dataSource: DataSource;
  connection: NatsConnection;
  /** Events of one transaction at most, roughly: messages hold arrays. Default 1,000. */
  batch?: number;
  /** How long a batch may gather after its first message. Default 50 ms. */
  gatherMs?: number;
  /** Told of every message or event that cannot be recorded: it is a dead letter then. Default: nothing. */
  onBadEvent?: (error: Error) => void;
}

export interface RecorderCounts {
  messages: number;
  events: number;
  /** Messages and events that cannot be recorded. */
  bad: number;
}

/** Durable: every replica pulls from it, and it knows what is acked. */
export const RECORDER_CONSUMER = 'recorder';

/** How long the batch of a killed recorder waits for another one. */
const ACK_WAIT_MS = 20_000;
/** The scheduler purges EVENTS up to what is acked, so a batch is acked only after its commit. */
const MAX_ACK_PENDING = 20_000;
/** Messages of one pull. Coalescing workers put dozens of events in one. */
const PULL = 500;
const WAIT_MS = 1_000;
/** As many bytes are some batches of events: nothing is gained by gathering more. */
const ENOUGH_BYTES = 1024 * 1024;
/** Transactions at once: while PostgreSQL works on one batch, the next is read. They lock jobs in one order. */
const SIDE_BY_SIDE = 2;

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
      this.pending = await pull.collect(PULL, {
        waitMs: WAIT_MS,
        gatherMs: this.options.gatherMs,
        bytes: ENOUGH_BYTES,
      });
    }
    const counts: RecorderCounts = { messages: 0, events: 0, bad: 0 };
    const lanes = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, () => this.recordAll(counts)));
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
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
      const info = await (await this.api()).consumers.info(eventsStream(), RECORDER_CONSUMER);
      return info.num_pending + info.num_ack_pending;
    } catch {
      return undefined;
    }
  }

  protected waitAfter(): number {
    return 0;
  }

  /** One of several that share what is pending. What it fails on is pending again. */
  private async recordAll(counts: RecorderCounts): Promise<void> {
    while (this.pending.length > 0) {
      const messages: Msg[] = [];
      try {
        await this.record(messages, counts);
      } catch (error) {
        this.pending.unshift(...messages);
        throw error;
      }
    }
  }

  /** Takes about one batch of what is pending, folds it in one transaction and acks it. */
  private async record(messages: Msg[], counts: RecorderCounts): Promise<void> {
    const events: JobEvent[] = [];
    const bad: BadEvent[] = [];
    const origins = new Map<JobEvent, Omit<BadEvent, 'why'>>();
    while (this.pending.length > 0 && events.length < this.options.batch) {
      const message = this.pending.shift()!;
      messages.push(message);
      for (const read of readEvents(message)) {
        if ('why' in read) bad.push(read);
        else {
          events.push(read.event);
          origins.set(read.event, read);
        }
      }
    }
    const refused = await this.options.dataSource.transaction((manager) => foldTolerantly(manager, events));
    for (const { event, error } of refused) {
      const why = `cannot be recorded: event of ${event.id}: ${error instanceof Error ? error.message : String(error)}`;
      bad.push({ ...origins.get(event)!, why });
    }
    for (const event of bad) await this.keep(event);
    for (const message of messages) message.respond('+ACK');
    counts.messages += messages.length;
    counts.events += events.length - refused.length;
    counts.bad += bad.length;
  }

  /**
   * With the store full it is told of and not kept: what is acked here is what the scheduler may purge to make room, so that
   * waiting for room would be waiting for ever.
   */
  private async keep({ message, part, value, why }: BadEvent): Promise<void> {
    const { subject, reply, data } = message;
    const place = placeOfAck(reply);
    const unreadable =
      part === undefined
        ? { subject, data, place }
        : { subject, data: Buffer.from(JSON.stringify(value)), place: place && `${place}.${part}` };
    try {
      this.options.onBadEvent(await keepUnreadable(this.options.connection, unreadable, why));
    } catch (error) {
      if (!(error instanceof Overloaded)) throw error;
      this.options.onBadEvent(error);
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
      stream: eventsStream(),
      consumer: RECORDER_CONSUMER,
      batch: PULL,
    });
    return this.pull;
  }

  /** Creates the consumer where it is missing; several recorders may do so at once, with the same configuration. */
  private async ensureConsumer(): Promise<void> {
    await (
      await this.api()
    ).consumers.add(eventsStream(), {
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
