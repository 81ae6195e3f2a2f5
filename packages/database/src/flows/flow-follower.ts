import type { Msg } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { eventsStream, flowEventsSubject, MessageInvalid } from '@kickoff/contracts';
import { FlowAdvance, type AdvanceCounts, type Outcome } from './advance-flows.js';
import { isBatchGrowing } from './batch-growth.js';
import { readOutcomes } from './flow-events.js';
import { FLOW_EVENTS_CONSUMER } from './flow-streams.js';
import { LOCK_ROOTS_OF_NODES_SQL } from './lock-roots.sql.js';
import { PulledLoop, type PulledLoopOptions } from './pulled-loop.js';

export interface FlowFollowerOptions extends PulledLoopOptions {
  dataSource: DataSource;
}

export interface FollowCounts extends AdvanceCounts {
  messages: number;
}

/**
 * Advances flows by the events of their jobs. Events are folded by the batch, in one transaction; their order does not
 * matter, any may come twice, and any number of schedulers may share them.
 */
export class FlowFollower extends PulledLoop<FollowCounts> {
  constructor(private readonly options: FlowFollowerOptions) {
    super(
      {
        stream: eventsStream(),
        consumer: FLOW_EVENTS_CONSUMER,
        filters: [flowEventsSubject()],
        batch: 200,
        gatherMs: 10,
        ackWaitMs: 10_000,
      },
      options,
    );
  }

  protected async handle(messages: Msg[]): Promise<FollowCounts> {
    const outcomes = messages.flatMap((message) =>
      readOutcomes(message, (reason, subject) => this.options.onError?.(new MessageInvalid(`${subject}: ${reason}`))),
    );
    const counts = await this.advance(outcomes);
    for (const message of messages) message.respond('+ACK');
    return { ...counts, messages: messages.length };
  }

  /** Settles nodes by outcomes and does all that follows, in one transaction. */
  async advance(outcomes: readonly Outcome[]): Promise<AdvanceCounts> {
    if (outcomes.length === 0) return { settled: 0, released: 0, finished: 0 };
    const { broker, dataSource } = this.options;
    return dataSource.transaction(async (manager) => {
      const roots: { id: string }[] = await manager.query(LOCK_ROOTS_OF_NODES_SQL, [outcomes.map(({ id }) => id)]);
      const advance = new FlowAdvance({
        manager,
        roots: roots.map(({ id }) => id),
        now: broker.clock.now(),
        isGrowing: (flowId) => isBatchGrowing(broker, flowId),
      });
      await advance.settle(outcomes);
      return advance.run();
    });
  }
}
