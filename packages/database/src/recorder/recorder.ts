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
/** Counts are told at least so often. */
const TURN_MS = 5_000;
const WAIT_MS = 1_000;
/** About a thousand events, one transaction: nothing is gained by more. */
const ENOUGH_BYTES = 384 * 1024;
/** Of a turn that failed, in one transaction. */
const FAILED_AT_ONCE = 50;
/** Transactions at once: while PostgreSQL works on one batch, the next is gathered. They lock jobs in one order. */
const SIDE_BY_SIDE = 2;

/** What the lanes of one turn share. */
interface Turn {
  pull: EventPull;
  /** No lane takes more after it; milliseconds since the epoch. */
  until: number;
  /** How long the next lane waits for a first message. */
  waitMs: number;
  /** Lanes that fold a batch. */
  folding: number;
  counts: RecorderCounts;
}

/**
 * Job events into PostgreSQL. Reads EVENTS, folds batches, acks after the commit; with PostgreSQL away it acks nothing,
 * repeats, and catches up. Any number of recorders may run, and any message may come twice.
 */
export class Recorder extends Loop<RecorderCounts> {
  private readonly options: Required<Omit<RecorderOptions, 'onError'>>;
  private pull: EventPull | undefined;
  private manager: JetStreamManager | undefined;
  /** Received and not committed: to be folded again before anything else. */
  private failed: Msg[] = [];
  /** Ends when the lane that gathers has what it takes. */
  private taking: Promise<unknown> = Promise.resolve();

  constructor(options: RecorderOptions) {
    super(options);
    this.options = { gatherMs: 50, onBadEvent: () => undefined, ...options };
  }

  /** Reads and folds side by side as long as events keep coming, for five seconds at most. */
  async runOnce(): Promise<RecorderCounts> {
    const turn: Turn = {
      pull: await this.open(),
      until: Date.now() + TURN_MS,
      waitMs: WAIT_MS,
      folding: 0,
      counts: { messages: 0, events: 0, bad: 0 },
    };
    const lanes = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, () => this.recordSome(turn)));
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
    return turn.counts;
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

  /** One of several that take batches in turns. What it fails on is folded again before anything else. */
  private async recordSome(turn: Turn): Promise<void> {
    while (Date.now() < turn.until && !this.stopSignal?.aborted) {
      const messages = await this.take(turn);
      if (messages.length === 0) {
        if (turn.folding === 0 || turn.pull.missing) return;
        continue;
      }
      turn.folding += 1;
      try {
        await this.record(messages, turn.counts);
      } catch (error) {
        this.failed.push(...messages);
        turn.until = 0;
        throw error;
      } finally {
        turn.folding -= 1;
      }
    }
  }

  /** One lane at a time gathers, while the others fold. The first of a turn waits; what comes later must follow at once. */
  private take(turn: Turn): Promise<Msg[]> {
    const { gatherMs } = this.options;
    const taken = this.taking.then(async () => {
      if (this.failed.length > 0) return this.failed.splice(0, FAILED_AT_ONCE);
      const messages = await turn.pull.collect(PULL, { waitMs: turn.waitMs, gatherMs, bytes: ENOUGH_BYTES });
      turn.waitMs = gatherMs;
      return messages;
    });
    this.taking = taken.catch(() => undefined);
    return taken;
  }

  /** Folds a batch in one transaction and acks it. */
  private async record(messages: readonly Msg[], counts: RecorderCounts): Promise<void> {
    const events: JobEvent[] = [];
    const bad: BadEvent[] = [];
    const origins = new Map<JobEvent, Omit<BadEvent, 'why'>>();
    for (const read of messages.flatMap(readEvents)) {
      if ('why' in read) bad.push(read);
      else {
        events.push(read.event);
        origins.set(read.event, read);
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
