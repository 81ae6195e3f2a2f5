import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { inboxOf } from './inbox.js';

/**
 * Request and reply over one subscription per connection. The client library's own costs an error with a stack, a timer
 * and three promises per request, which an ordered job pays five times.
 */

/** No answer came: nobody listens, or nobody answered in time. Whether the request was carried out is unknown. */
export class NoAnswer extends Error {
  constructor(
    readonly subject: string,
    readonly why: 'no responders' | 'timeout' | 'closed',
  ) {
    super(`${subject}: ${why}`);
    this.name = 'NoAnswer';
  }
}

export interface RequestOptions {
  headers?: MsgHdrs;
  timeoutMs: number;
}

/** @throws NoAnswer; what the connection throws when the message is larger than the broker accepts */
export function request(
  connection: NatsConnection,
  subject: string,
  body: string | Uint8Array,
  options: RequestOptions,
): Promise<Msg> {
  let requests = byConnection.get(connection);
  if (!requests) byConnection.set(connection, (requests = new Requests(connection)));
  return requests.send(subject, body, options);
}

const byConnection = new WeakMap<NatsConnection, Requests>();

interface Waiting {
  subject: string;
  resolve: (reply: Msg) => void;
  reject: (error: Error) => void;
  deadline: number;
}

const LOOK_EVERY_MS = 100;

class Requests {
  private readonly inbox: string;
  private readonly waiting = new Map<string, Waiting>();
  private next = 0;
  private subscribed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: NatsConnection) {
    this.inbox = createInbox(inboxOf(connection));
  }

  send(subject: string, body: string | Uint8Array, { headers, timeoutMs }: RequestOptions): Promise<Msg> {
    return new Promise((resolve, reject) => {
      this.subscribe();
      const token = (this.next += 1).toString(36);
      this.connection.publish(subject, body, { headers, reply: `${this.inbox}.${token}` });
      this.waiting.set(token, { subject, resolve, reject, deadline: Date.now() + timeoutMs });
      this.timer ??= setInterval(() => this.giveUpLate(), LOOK_EVERY_MS);
    });
  }

  private subscribe(): void {
    if (this.subscribed) return;
    this.connection.subscribe(`${this.inbox}.*`, {
      callback: (error, reply) => {
        if (!error) this.receive(reply);
      },
    });
    this.subscribed = true;
    void this.connection.closed().then(() => this.giveUp(() => true, 'closed'));
  }

  private receive(reply: Msg): void {
    const token = reply.subject.slice(this.inbox.length + 1);
    const waiting = this.waiting.get(token);
    if (!waiting) return;
    this.forget(token);
    const isNobody = reply.data.length === 0 && reply.headers?.code === 503;
    if (isNobody) waiting.reject(new NoAnswer(waiting.subject, 'no responders'));
    else waiting.resolve(reply);
  }

  private giveUpLate(): void {
    const now = Date.now();
    this.giveUp(({ deadline }) => deadline <= now, 'timeout');
  }

  private giveUp(isLost: (waiting: Waiting) => boolean, why: NoAnswer['why']): void {
    for (const [token, waiting] of this.waiting) {
      if (!isLost(waiting)) continue;
      this.forget(token);
      waiting.reject(new NoAnswer(waiting.subject, why));
    }
  }

  private forget(token: string): void {
    this.waiting.delete(token);
    if (this.waiting.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
