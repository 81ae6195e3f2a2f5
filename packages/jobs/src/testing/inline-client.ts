import {
  BrokerUnavailable,
  channelOfSubject,
  parseJobSubject,
  subjectTokens,
  type AnyContract,
  type BroadcastBody,
  type FlowNode,
  type FlowPart,
} from '@kickoff/contracts';
import { enqueueMessage } from '../client/enqueue-message.js';
import type { Enqueued, EnqueueOptions } from '../client/enqueue-options.js';
import type { JobMessage } from '../client/job-message.js';
import type { RunClient } from '../client/run-client.js';
import { TransactionalClient, type ParentJob } from '../client/transactional-client.js';
import { FlowClient } from '../flow/flow-client.js';
import type { Clock } from '../limiter/steady-clock.js';
import type { OutboxMessage, Transactions } from '../worker/transactions.js';
import { readEnqueuedJob, type EnqueuedJob } from './enqueued-job.js';

/** A message that a handler sent to a channel's subscribers. */
export interface InlineBroadcast {
  channel: string;
  type: string;
  data: unknown;
  document?: unknown;
}

/** Keeps what a handler sends. Messages are built by the code that builds them for the broker. */
export class InlineClient<Manager> implements RunClient<Manager> {
  readonly enqueued: EnqueuedJob[] = [];
  readonly broadcasts: InlineBroadcast[] = [];
  readonly flowNodes: FlowNode[] = [];
  readonly flows: FlowClient;

  constructor(
    readonly clock: Clock,
    private readonly transactions: Transactions<Manager>,
  ) {
    this.flows = new FlowClient({
      now: () => clock.now(),
      message: (contract, input, options) => this.message(contract, input, options),
      send: async (messages) => messages.forEach((message) => this.keep(message)),
      assertAdmitted: () => {},
    });
  }

  assertAdmitted(): void {}

  assertOpen(): void {}

  async message(
    contract: AnyContract,
    input: unknown,
    options: EnqueueOptions & { parentId?: string | undefined },
  ): Promise<JobMessage> {
    return enqueueMessage(contract, input, options, this.clock.now());
  }

  async sendMany(messages: readonly JobMessage[]): Promise<Enqueued[]> {
    return messages.map((message) => {
      this.keep(message);
      return { id: message.id, subject: message.subject, duplicate: false };
    });
  }

  async publish(message: OutboxMessage): Promise<void> {
    this.keep(message);
  }

  async ask(subject: string): Promise<never> {
    throw new BrokerUnavailable(`nobody answers ${subject} without a server`);
  }

  in(manager: Manager, parent?: ParentJob): TransactionalClient<Manager> {
    return new TransactionalClient(this, this.transactions, manager, parent);
  }

  /** Takes a message as if the broker had stored it. */
  keep({ subject, headers, body }: OutboxMessage): void {
    if (parseJobSubject(subject)) {
      this.enqueued.push(readEnqueuedJob(subject, (name) => headers[name], body));
      return;
    }
    if (subjectTokens(subject)[0] === 'flows') {
      this.flowNodes.push(...(JSON.parse(body) as FlowPart).nodes);
      return;
    }
    const { type, data, document } = JSON.parse(body) as BroadcastBody;
    this.broadcasts.push({
      channel: channelOfSubject(subject),
      type,
      data,
      ...(document === undefined ? {} : { document }),
    });
  }
}
