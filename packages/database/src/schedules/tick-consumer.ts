import { AckPolicy, JetStreamApiError, type Consumer, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import {
  byEveryName,
  NO_KEY,
  scheduleIdOfTick,
  schedulesStream,
  scheduleSubject,
  type AnyContract,
  type ScheduleDefinition,
} from '@kickoff/contracts';
import {
  hasKey,
  hashKey,
  keepUnreadable,
  placeOfMessage,
  registeredContract,
  registeredType,
  tickJobId,
  type Broker,
  type JobClient,
  type PauseTable,
} from '@kickoff/jobs';
import { TickBody } from './effective-schedule.js';
import type { RuleWriter } from './rule-writer.js';
import { SCHEDULE_HEADERS } from './schedule-headers.js';

export interface TickConsumerOptions {
  broker: Broker;
  client: Pick<JobClient<never>, 'enqueue'>;
  /** Every contract of the loaded workloads. Ticks of other types become jobs by what their workers announced. */
  contracts: readonly AnyContract[];
  rules: RuleWriter;
  /** What is paused; without it, every tick becomes a job. */
  pauses?: PauseTable;
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
  /** Ticks that could not be turned into a job now; they are delivered again. */
  failed: number;
}

const CONSUMER = 'ticks';
/** A tick whose scheduler is gone goes to another one after this. */
const ACK_WAIT_MS = 5_000;
const PAUSE_AFTER_ERROR_MS = 500;

/**
 * Turns ticks into jobs. Several schedulers share the consumer. The job's id follows from schedule and tick time, so that
 * a tick that two of them see is one job. While enqueueing fails, the tick stays and is delivered again, until the next one
 * of its schedule is due. Ticks missed while no broker ran are not made up for: the broker fires once when it returns.
 */
export class TickConsumer {
  private readonly contracts: ReadonlyMap<string, AnyContract>;
  /** Ids of schedules whose ticks become jobs also during a pause. */
  private readonly queuedWhenPaused: ReadonlySet<string>;
  private consumer: Consumer | undefined;
  private stopFetch: (() => void) | undefined;
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: TickConsumerOptions) {
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
    const counts: TickCounts = { enqueued: 0, skipped: 0, dropped: 0, failed: 0 };
    const messages = await this.consumer.fetch({ max_messages: 100, expires: this.options.waitMs ?? 5_000 });
    this.stopFetch = () => messages.stop();
    for await (const message of messages) {
      try {
        counts[await this.settle(message)] += 1;
        message.ack();
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

  private async settle(message: JsMsg): Promise<'enqueued' | 'skipped' | 'dropped'> {
    const id = scheduleIdOfTick(message.subject);
    const revision = Number(message.headers?.get(SCHEDULE_HEADERS.revision));
    const body = readTick(message);
    if (!body) {
      await this.keep(message);
      return 'dropped';
    }
    const current = await this.options.rules.revision(id);
    const repeats = body.everyMs === undefined;
    // A repeating rule stands while its ticks fire; one that is gone was removed. A rule of one firing goes when it fires.
    if (current === undefined ? repeats : revision < current) return 'dropped';
    const tickMs = body.firesAt ?? Number(message.timestampNanos / 1_000_000_000n) * 1_000;
    const contract = this.contracts.get(body.type) ?? (await this.registered(body.type, id));
    if (body.everyMs !== undefined) {
      const { firesAt: _, everyMs, ...next } = body;
      const hash = message.headers!.get(SCHEDULE_HEADERS.hash);
      await this.options.rules.advance({ id, timing: { kind: 'anchored', everyMs }, body: next, hash, revision });
    }
    if (this.isPaused(contract) && !this.queuedWhenPaused.has(id)) {
      this.options.onTick?.(id, tickMs);
      return 'skipped';
    }
    const { duplicate } = await this.options.client.enqueue(contract, body.input, {
      id: tickJobId(id, tickMs),
      uniqueKey: uniqueKey(id, contract, body),
    });
    this.options.onTick?.(id, tickMs);
    return duplicate ? 'skipped' : 'enqueued';
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
    const { pauses } = this.options;
    const { workload, name, queue } = contract;
    const pause = pauses?.ofQueue(workload, queue) ?? pauses?.ofJob({ workload, name, key: NO_KEY });
    return pause !== undefined;
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

/** Overlap `skip` goes by the contract's own key where it has one. An ordered job's key is its line and is left alone. */
function uniqueKey(scheduleId: string, contract: AnyContract, { overlap }: TickBody): string | undefined {
  if (overlap !== 'skip' || contract.unique || contract.ordered) return undefined;
  return hashKey(`schedule:${scheduleId}`);
}
