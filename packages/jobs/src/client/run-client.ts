import type { AnyContract } from '@kickoff/contracts';
import type { FlowClient } from '../flow/flow-client.js';
import type { Clock } from '../limiter/steady-clock.js';
import type { OutboxMessage } from '../worker/transactions.js';
import type { Enqueued, EnqueueOptions } from './enqueue-options.js';
import type { JobMessage } from './job-message.js';
import type { ParentJob, TransactionalClient } from './transactional-client.js';

/** Choices of one enqueue beyond those that callers have. */
export interface MessageChoices extends EnqueueOptions {
  parentId?: string | undefined;
  /** Waits in its flow, perhaps for days: its input cannot be in the object store, which keeps those of unfinished jobs. */
  inFlow?: boolean;
}

/** Where a contract's jobs wait. */
export type QueueOf = Pick<AnyContract, 'workload' | 'queue'>;

/** What a running handler needs of a client: `JobClient` sends to the broker, tests without servers keep what is sent. */
export interface RunClient<Manager = unknown> {
  /** The server's clock. */
  readonly clock: Clock;
  /** @throws Overloaded while the store is nearly full */
  assertAdmitted(): void;
  /**
   * @param queues that new jobs would come into; children of a running job are not new
   * @throws QueueDraining
   */
  assertOpen(queues: Iterable<QueueOf>): void;
  /** Builds the message of one enqueue without sending it. */
  message(contract: AnyContract, input: unknown, options: MessageChoices): Promise<JobMessage>;
  sendMany(messages: readonly JobMessage[]): Promise<Enqueued[]>;
  /** Publishes a broadcast. */
  publish(message: OutboxMessage): Promise<unknown>;
  /** Asks a service of the platform; resolves with its answer as JSON. */
  ask(subject: string, question: object): Promise<unknown>;
  /** Starts flows and adds to them. */
  readonly flows: FlowClient;
  in(manager: Manager, parent?: ParentJob): TransactionalClient<Manager>;
}
