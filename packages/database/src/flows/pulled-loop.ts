import { AckPolicy, DeliverPolicy, type ConsumerConfig } from '@nats-io/jetstream';
import { nanos, type Msg } from '@nats-io/transport-node';
import type { Broker } from '@kickoff/jobs';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { EventPull } from '../recorder/event-pull.js';

export interface PulledLoopOptions extends LoopOptions {
  broker: Broker;
}

interface Source {
  stream: string;
  consumer: string;
  filters: readonly string[];
  /** Most messages of one turn. */
  batch: number;
  /** How long a turn's messages may gather after the first. */
  gatherMs: number;
  /** What a killed scheduler had goes to another one after this. */
  ackWaitMs: number;
}

/** How long a turn waits for a first message. */
const WAIT_MS = 1_000;

/**
 * A loop over the messages of a durable consumer that every replica shares. A message is acked once its turn has
 * committed; a turn that fails keeps its messages and is repeated.
 */
export abstract class PulledLoop<Counts extends object> extends Loop<Counts> {
  private pull: EventPull | undefined;
  private pending: Msg[] = [];

  protected constructor(
    private readonly source: Source,
    protected readonly pulledOptions: PulledLoopOptions,
  ) {
    super(pulledOptions);
  }

  async runOnce(): Promise<Counts> {
    const pull = await this.open();
    if (this.pending.length === 0) {
      const { batch, gatherMs } = this.source;
      this.pending = await pull.collect(batch, { waitMs: WAIT_MS, gatherMs });
    }
    const counts = await this.handle(this.pending);
    this.pending = [];
    return counts;
  }

  override async stop(): Promise<void> {
    this.pull?.interrupt();
    await super.stop();
    this.pull?.close();
    this.pull = undefined;
  }

  /** Takes all of them and acks those that need not come again. May be called with the same ones again. */
  protected abstract handle(messages: Msg[]): Promise<Counts>;

  protected waitAfter(): number {
    return 0;
  }

  private async open(): Promise<EventPull> {
    if (this.pull && !this.pull.missing) return this.pull;
    const { stream, consumer, filters, batch, ackWaitMs } = this.source;
    const config: Partial<ConsumerConfig> = {
      durable_name: consumer,
      filter_subjects: [...filters],
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(ackWaitMs),
      max_deliver: -1,
      max_ack_pending: 20_000,
    };
    const { connection, manager } = this.pulledOptions.broker;
    await manager.consumers.add(stream, config);
    if (this.pull) this.pull.renew();
    else this.pull = new EventPull({ connection, stream, consumer, batch });
    return this.pull;
  }
}
