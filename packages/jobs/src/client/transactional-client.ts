import type { AnyContract, InputOf, JobNode } from '@kickoff/contracts';
import type { Batch } from '../flow/batch.js';
import type { Chain } from '../flow/chain.js';
import type { FlowBuilder } from '../flow/flow-builder.js';
import { FlowClient } from '../flow/flow-client.js';
import type { Graph, GraphPart } from '../flow/graph.js';
import type { Transactions } from '../worker/transactions.js';
import { inherit } from '../job/carried.js';
import { broadcastMessage, type BroadcastOptions } from './broadcast.js';
import type { Enqueued, EnqueueOptions } from './enqueue-options.js';
import type { QueueOf, RunClient } from './run-client.js';

/** The job whose handler enqueues. */
export interface ParentJob {
  id: string;
  /** What it carries, for its children. */
  carried?: Readonly<Record<string, string>> | undefined;
  /** Throws when its workload may not broadcast on a channel. */
  assertChannel: (channel: string) => void;
  /** Ids of its children, by its own time: their order must not depend on the clocks of two workers. */
  childId: (contract: AnyContract, input: unknown) => string;
}

/** Enqueues, starts flows and broadcasts through the outbox: published if and only if the manager's transaction commits. */
export class TransactionalClient<Manager = unknown> {
  private readonly flows: FlowClient;

  constructor(
    private readonly client: RunClient<Manager>,
    private readonly transactions: Transactions<Manager>,
    private readonly manager: Manager,
    private readonly parent?: ParentJob,
  ) {
    this.flows = new FlowClient({
      now: () => client.clock.now(),
      message: (contract, input, choices) => client.message(contract, input, { ...choices, inFlow: true }),
      send: (messages) => transactions.store(manager, messages, parent?.id),
      assertAdmitted: (queues) => this.assertOpen(queues),
    });
  }

  /** As `JobClient.chain`. */
  chain(...steps: readonly [JobNode | FlowBuilder, ...(JobNode | FlowBuilder)[]]): Chain {
    return this.flows.chain(...steps);
  }

  /** As `JobClient.batch`. */
  batch(name: string, jobs: readonly (JobNode | FlowBuilder)[]): Batch {
    return this.flows.batch(name, jobs);
  }

  /** As `JobClient.flow`. */
  flow<Parts extends string>(name: string, parts: Readonly<Record<Parts, GraphPart<NoInfer<Parts>>>>): Graph<Parts> {
    return this.flows.flow(name, parts);
  }

  async enqueue<C extends AnyContract>(
    contract: C,
    input: InputOf<C['input']>,
    options: EnqueueOptions = {},
  ): Promise<Omit<Enqueued, 'duplicate'>> {
    const [enqueued] = await this.enqueueMany(contract, [input], options);
    return enqueued!;
  }

  /** Whether a unique key is taken is known only when the outbox is published; a duplicate is dropped then. */
  async enqueueMany<C extends AnyContract>(
    contract: C,
    inputs: readonly InputOf<C['input']>[],
    options: EnqueueOptions = {},
  ): Promise<Omit<Enqueued, 'duplicate'>[]> {
    this.assertOpen([contract]);
    const messages = [];
    for (const input of inputs) {
      const id = options.id ?? this.parent?.childId(contract, input);
      messages.push(
        await this.client.message(contract, input, {
          ...inherit(this.parent?.carried, options),
          id,
          parentId: this.parent?.id,
        }),
      );
    }
    await this.transactions.store(
      this.manager,
      messages.map(({ subject, headers, body }) => ({ subject, headers, body })),
      this.parent?.id,
    );
    return messages.map(({ id, subject }) => ({ id, subject }));
  }

  /** Subscribers receive it after the commit, once. */
  async broadcast(channel: string, type: string, data: unknown, options: BroadcastOptions = {}): Promise<void> {
    this.parent?.assertChannel(channel);
    const message = broadcastMessage(channel, type, data, { ...options, at: this.client.clock.now() });
    await this.transactions.store(this.manager, [message], this.parent?.id);
  }

  /** Of a running job the children are no new work. What is stored in PostgreSQL fills no store of the broker. */
  private assertOpen(queues: Iterable<QueueOf>): void {
    if (!this.parent) this.client.assertOpen(queues);
  }
}
