import { LimitPush, LimitReply, limitAskSubject, limitWhoSubject, type LimitRequest } from '@kickoff/contracts';
import { createInbox, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { v7 } from 'uuid';
import { workloadInbox } from '../broker/inbox.js';
import { request } from '../broker/request.js';
import { LimiterMap } from './limiter-map.js';

/** As long as an owner that is gone may keep its lease: one that is slow is not replaced sooner. */
const ANSWER_TIMEOUT_MS = 3_000;

export interface LimitLinkOptions {
  connection: NatsConnection;
  workload: string;
  onPush: (push: LimitPush) => void;
  onOwners: (owner: string, shards: number[]) => void;
}

export interface LimitAnswer {
  reply: LimitReply;
  /** Counts requests: an owner carries them out in this order. */
  sequence: number;
  /** By `performance.now()`. */
  sentAt: number;
}

/** How one client of the limiter is connected with its replicas. */
export class LimitLink {
  /** Names this client to the limiter. */
  readonly id = v7();
  readonly map: LimiterMap;
  /** Of the request that was sent last. */
  sequence = 0;
  private readonly inbox: string;
  private readonly subscription: Subscription;

  constructor(private readonly options: LimitLinkOptions) {
    const { connection, workload, onPush, onOwners } = options;
    this.inbox = createInbox(workloadInbox(workload));
    this.subscription = connection.subscribe(this.inbox, {
      callback: (error, message) => {
        const push = error ? undefined : parse(LimitPush, message.string());
        if (push) onPush(push);
      },
    });
    this.map = new LimiterMap(connection, onOwners);
    connection.publish(limitWhoSubject(workload));
  }

  /** An answer also says what the owner's clock shows at most. */
  async send(owner: string, body: Omit<LimitRequest, 'worker' | 'inbox'>): Promise<LimitAnswer> {
    const sentAt = performance.now();
    this.sequence += 1;
    const { sequence } = this;
    const { connection } = this.options;
    const message = await request(connection, this.subject(owner), this.text(body), { timeoutMs: ANSWER_TIMEOUT_MS });
    const reply = LimitReply.parse(message.json());
    this.map.bound(owner, sentAt, reply.receivedAt);
    return { reply, sequence, sentAt };
  }

  /** Last words, which nobody waits to be answered. */
  tell(owner: string, body: Omit<LimitRequest, 'worker' | 'inbox'>): void {
    this.options.connection.publish(this.subject(owner), this.text(body));
  }

  close(): void {
    this.subscription.unsubscribe();
    this.map.close();
  }

  private subject(owner: string): string {
    return limitAskSubject(this.options.workload, owner);
  }

  private text(body: Omit<LimitRequest, 'worker' | 'inbox'>): string {
    return JSON.stringify({ worker: this.id, inbox: this.inbox, ...body } satisfies LimitRequest);
  }
}

function parse<T>(schema: { parse(value: unknown): T }, text: string): T | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
