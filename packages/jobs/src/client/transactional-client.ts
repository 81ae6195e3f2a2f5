import type { AnyContract, InputOf } from '@kickoff/contracts';
import type { Transactions } from '../worker/transactions.js';
import { broadcastMessage, type BroadcastOptions } from './broadcast.js';
import type { Enqueued, EnqueueOptions, JobClient } from './job-client.js';

/** Enqueues and broadcasts through the outbox: published if and only if the manager's transaction commits. */
export class TransactionalClient<Manager = unknown> {
  constructor(
    private readonly client: JobClient<Manager>,
    private readonly transactions: Transactions<Manager>,
    private readonly manager: Manager,
    private readonly jobId?: string,
    /** Throws when the caller may not broadcast on a channel. */
    private readonly assertChannel: (channel: string) => void = () => {},
  ) {}

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
    const messages = [];
    for (const input of inputs)
      messages.push(await this.client.message(contract, input, { ...options, parentId: this.jobId }));
    await this.transactions.store(
      this.manager,
      messages.map(({ subject, headers, body }) => ({ subject, headers, body })),
      this.jobId,
    );
    return messages.map(({ id, subject }) => ({ id, subject }));
  }

  /** Subscribers receive it after the commit, once. */
  async broadcast(channel: string, type: string, data: unknown, options: BroadcastOptions = {}): Promise<void> {
    this.assertChannel(channel);
    const message = broadcastMessage(channel, type, data, { ...options, at: this.client.broker.clock.now() });
    await this.transactions.store(this.manager, [message], this.jobId);
  }
}
