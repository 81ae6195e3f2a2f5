import { AckPolicy, JetStreamApiError, type Consumer, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import {
  byEveryName,
  JobNotFound,
  NO_KEY,
  scheduleIdOfTick,
  schedulesStream,
  scheduleSubject,
  TooLate,
  type AnyContract,
  type ScheduleDefinition,
} from '@kickoff/contracts';
import {
  hasKey,
  keepUnreadable,
  placeOfMessage,
  registeredContract,
  registeredType,
  tickJobId,
  type Broker,
  type ControlWatch,
  type Enqueued,
  type JobClient,
} from '@kickoff/jobs';
import { TickBody } from './effective-schedule.js';
import type { RuleWriter } from './rule-writer.js';
import { SCHEDULE_HEADERS } from './schedule-headers.js';
import { firingsBetween, latestFiring, repeats } from './schedule-timing.js';
import { scheduledJobOptions, scheduleKey } from './scheduled-job.js';
import { SettledTicks } from './settled-ticks.js';

export interface TickConsumerOptions {
  broker: Broker;
  client: Pick<JobClient<never>, 'enqueue' | 'cancel'>;
  /** Every contract of the loaded workloads. Ticks of other types become jobs by what their workers announced. */
  contracts: readonly AnyContract[];
  rules: RuleWriter;
  /** What is paused and drained; without it, every tick becomes a job. */
  control?: Pick<ControlWatch, 'pauses' | 'drains'>;
  /** Schedules that the code declares: they say what becomes of their ticks during a pause. Of others nothing does. */
  definitions?: readonly ScheduleDefinition[];
  /** Told of each tick that is settled, for `last_tick`. */
  onTick?: (scheduleId: string, tickMs: number) => void;
  onError?: (error: unknown) => void;
  /** How long one turn waits for ticks, at least 1000. Default 5000. */
  waitMs?: number;
}

export interface TickCounts {
  /** Jobs enqueued. */
  enqueued: number;
  /** Ticks whose job exists already, whose predecessor is unfinished, or whose job is paused. */
  skipped: number;
  /** Ticks of a rule that was edited or removed since, and messages that are no ticks. */
  dropped: number;
  /** Ticks that wait for the end of an earlier job; they are delivered again. */
  waiting: number;
  /** Ticks that could not be turned into a job now; they are delivered again. */
  failed: number;
}

const CONSUMER = 'ticks';
/** A tick whose scheduler is gone goes to another one after this. */
const ACK_WAIT_MS = 5_000;
const PAUSE_AFTER_ERROR_MS = 500;
/** A tick that waits for the end of an earlier job looks again after this. */
const LOOK_AGAIN_MS = 1_000;
/** A tick is late when it is settled so long after its time; with the catch-up `none` it is dropped then. */
const LATE_MS = 60_000;
/** With these a tick waits while an earlier job is unfinished. */
const WAITING_OVERLAPS: readonly TickBody['overlap'][] = ['queue-one', 'cancel-running'];
/** Of one schedule in one outage. */
const MOST_MISSED = 10_000;

/** A tick that was read. */
interface Tick {
  id: string;
  contract: AnyContract;
  body: TickBody;
  hash: string;
  /** When it was to fire. */
  dueMs: number;
}

/**
 * Turns ticks into jobs. Several schedulers share the consumer. The job's id follows from schedule and tick time, so that
 * a tick that two of them see is one job. While enqueueing fails, the tick stays and is delivered again, until the next one
 * of its schedule is due. When no broker ran, the broker fires once when it returns; what else was missed is made up for as the
 * schedule's catch-up says.
 */
export class TickConsumer {
  private readonly contracts: ReadonlyMap<string, AnyContract>;
  /** Ids of schedules whose ticks become jobs also during a pause. */
  private readonly queuedWhenPaused: ReadonlySet<string>;
  private consumer: Consumer | undefined;
  private stopFetch: (() => void) | undefined;
  private readonly settled: SettledTicks;
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: TickConsumerOptions) {
    this.settled = new SettledTicks(options.broker);
    this.contracts = byEveryName(options.contracts, (contract) => contract);
    this.queuedWhenPaused = new Set(
      options.definitions?.filter(({ whenPaused }) => whenPaused === 'queue').map(({ id }) => id),
    );
  }

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.stopFetch?.();
    await this.loop;
  }

  /** Waits for ticks and settles those that come within `waitMs`. */
  async runOnce(): Promise<TickCounts> {
    this.consumer ??= await this.ensureConsumer();
    const counts: TickCounts = { enqueued: 0, skipped: 0, dropped: 0, waiting: 0, failed: 0 };
    const messages = await this.consumer.fetch({ max_messages: 100, expires: this.options.waitMs ?? 5_000 });
    this.stopFetch = () => messages.stop();
    for await (const message of messages) {
      try {
        const outcome = await this.settle(message);
        counts[outcome] += 1;
        if (outcome === 'waiting') message.nak(LOOK_AGAIN_MS);
        else message.ack();
      } catch (error) {
        counts.failed += 1;
        this.options.onError?.(error);
      }
    }
    return counts;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.runOnce();
      } catch (error) {
        if (this.stopping) return;
        this.consumer = undefined;
        this.options.onError?.(error);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_ERROR_MS));
      }
    }
  }

  private async settle(message: JsMsg): Promise<'enqueued' | 'skipped' | 'dropped' | 'waiting'> {
    const id = scheduleIdOfTick(message.subject);
    const revision = Number(message.headers?.get(SCHEDULE_HEADERS.revision));
    const body = readTick(message);
    if (!body) {
      await this.keep(message);
      return 'dropped';
    }
    const { timing } = body;
    const current = await this.options.rules.revision(id);
    // A repeating rule stands while its ticks fire; one that is gone was removed. A rule of one firing goes when it fires.
    if (current === undefined ? repeats(timing) : revision < current) return 'dropped';
    const contract = this.contracts.get(body.type) ?? (await this.registered(body.type, id));
    const hash = message.headers!.get(SCHEDULE_HEADERS.hash);
    if (!repeats(timing)) {
      const { firesAt: _, ...next } = body;
      await this.options.rules.advance({ id, timing, body: next, hash, revision });
    }
    const storedMs = Number(message.timestampNanos / 1_000_000n);
    const tick: Tick = { id, contract, body, hash, dueMs: body.firesAt ?? latestFiring(timing, storedMs) };
    const outcome = await this.become(tick, message);
    if (outcome !== 'waiting') {
      if (body.catchUp === 'all') await this.settled.note(id, { hash, dueMs: tick.dueMs });
      this.options.onTick?.(id, tick.dueMs);
    }
    return outcome;
  }

  private async become(tick: Tick, message: JsMsg): Promise<'enqueued' | 'skipped' | 'dropped' | 'waiting'> {
    const { id, contract, body, dueMs } = tick;
    const isKept = this.queuedWhenPaused.has(id);
    if (this.isDrained(contract)) return isKept ? 'waiting' : 'skipped';
    if (this.isPaused(contract) && !isKept) return 'skipped';
    // A tick that waits for the end of an earlier job was in time when it came; one that failed may have grown too old.
    const mayHaveWaited = WAITING_OVERLAPS.includes(body.overlap) && message.info.deliveryCount > 1;
    if (!mayHaveWaited && this.isTooLate(body, dueMs)) return 'dropped';
    if (body.catchUp === 'all') await this.makeUp(tick, message);
    const made = await this.enqueue(tick, dueMs);
    if (!made.duplicate) return 'enqueued';
    if (made.id === tickJobId(id, dueMs) || !WAITING_OVERLAPS.includes(body.overlap)) return 'skipped';
    if (await this.isFollowed(message)) return 'skipped';
    if (body.overlap === 'cancel-running') await this.cancel(made, id);
    return 'waiting';
  }

  /** Makes a job of each tick that nobody settled between the last one that was settled and this one. */
  private async makeUp({ dueMs, ...tick }: Tick, message: JsMsg): Promise<void> {
    const { id, hash, body } = tick;
    const last = await this.settled.last(id, hash);
    if (!last) return;
    const from = Math.max(last.dueMs, this.options.broker.clock.now() - body.catchUpWithinMs);
    for (const missedMs of firingsBetween(body.timing, from, dueMs - 1, MOST_MISSED)) {
      await this.enqueue(tick, missedMs);
      message.working();
    }
    // So that a tick that waits, or comes again, makes up for none of them a second time.
    await this.settled.note(id, { hash, dueMs: dueMs - 1 });
  }

  private async enqueue({ id, contract, body }: Omit<Tick, 'dueMs'>, dueMs: number): Promise<Enqueued> {
    const jobId = tickJobId(id, dueMs);
    return this.options.client.enqueue(contract, body.input, {
      ...scheduledJobOptions(id, dueMs),
      id: jobId,
      uniqueKey: uniqueKey(id, contract, body),
      ...(body.jitterMs > 0 && { at: new Date(dueMs + shareOf(jobId) * body.jitterMs) }),
    });
  }

  private isTooLate({ catchUp, catchUpWithinMs }: TickBody, dueMs: number): boolean {
    return this.options.broker.clock.now() - dueMs > (catchUp === 'none' ? LATE_MS : catchUpWithinMs);
  }

  /** Whether a later tick of the same schedule waits, too: of those that wait, the latest becomes a job. */
  private async isFollowed({ subject, seq }: JsMsg): Promise<boolean> {
    const last = await this.options.broker.manager.streams.getMessage(schedulesStream(), { last_by_subj: subject });
    return last !== null && last.seq > seq;
  }

  private async cancel(job: Enqueued, scheduleId: string): Promise<void> {
    await this.options.client.cancel(job, `schedule ${scheduleId} fired again`).catch((error: unknown) => {
      if (!(error instanceof JobNotFound || error instanceof TooLate)) throw error;
    });
  }

  /** Of a workload that is not loaded here. */
  private async registered(type: string, id: string): Promise<AnyContract> {
    const announced = await registeredType(this.options.broker, type);
    if (!announced)
      throw new Error(`tick of ${id}: no loaded workload declares ${type}, and no worker has announced it`);
    if (hasKey(announced))
      throw new Error(
        `tick of ${id}: ${type} has a key that only its code can make, and no loaded workload declares it`,
      );
    return registeredContract(announced);
  }

  /** By key no tick is skipped: its job is parked like any other of that key. */
  private isPaused(contract: AnyContract): boolean {
    const pauses = this.options.control?.pauses;
    const { workload, name, queue } = contract;
    const pause = pauses?.ofQueue(workload, queue) ?? pauses?.ofJob({ workload, name, key: NO_KEY });
    return pause !== undefined;
  }

  private isDrained({ workload, queue }: AnyContract): boolean {
    return this.options.control?.drains.ofQueue(workload, queue) !== undefined;
  }

  /** Delivered again it would be no better, and would come for ever. */
  private async keep(message: JsMsg): Promise<void> {
    const unreadable = { subject: message.subject, data: message.data, place: placeOfMessage(message) };
    const why = 'is no tick: its body is not what a rule carries';
    this.options.onError?.(await keepUnreadable(this.options.broker.connection, unreadable, why));
  }

  private async ensureConsumer(): Promise<Consumer> {
    const { manager, jetstream } = this.options.broker;
    try {
      await manager.consumers.add(schedulesStream(), {
        durable_name: CONSUMER,
        filter_subject: scheduleSubject('tick', '*.*'),
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_WAIT_MS),
        max_deliver: -1,
        max_ack_pending: 10_000,
      });
    } catch (error) {
      // 10148, 10105: it exists, perhaps with another version's settings, which still serve.
      if (!(error instanceof JetStreamApiError) || ![10148, 10105, 10013].includes(error.code)) throw error;
    }
    return jetstream.consumers.get(schedulesStream(), CONSUMER);
  }
}

/** Undefined for a message that no rule has written. */
function readTick(message: JsMsg): TickBody | undefined {
  try {
    return TickBody.safeParse(message.json()).data;
  } catch {
    return undefined;
  }
}

/** The key by which a tick finds the job of an earlier one; the contract's own where it has one. A line is left alone. */
function uniqueKey(scheduleId: string, contract: AnyContract, { overlap }: TickBody): string | undefined {
  if (overlap === 'queue-all' || contract.unique || contract.ordered) return undefined;
  return scheduleKey(scheduleId);
}

/** From 0 to below 1, the same for the same job whoever asks. */
function shareOf(jobId: string): number {
  return Number.parseInt(jobId.slice(-8), 16) / 2 ** 32;
}
