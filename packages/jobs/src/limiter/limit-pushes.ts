import type { LimitPush } from '@kickoff/contracts';
import type { NatsConnection } from '@nats-io/transport-node';

/** Tells workers of turns that have come: one message per worker and turn of the event loop. */
export class LimitPushes {
  private readonly byInbox = new Map<string, LimitPush>();
  private scheduled = false;

  constructor(private readonly connection: NatsConnection) {}

  grant(inbox: string, grant: NonNullable<LimitPush['granted']>[number]): void {
    (this.to(inbox).granted ??= []).push(grant);
  }

  recall(inbox: string, recall: NonNullable<LimitPush['recall']>[number]): void {
    (this.to(inbox).recall ??= []).push(recall);
  }

  private to(inbox: string): LimitPush {
    let push = this.byInbox.get(inbox);
    if (!push) this.byInbox.set(inbox, (push = {}));
    if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(() => this.flush());
    }
    return push;
  }

  private flush(): void {
    this.scheduled = false;
    for (const [inbox, push] of this.byInbox)
      if (!this.connection.isClosed()) this.connection.publish(inbox, JSON.stringify(push));
    this.byInbox.clear();
  }
}
