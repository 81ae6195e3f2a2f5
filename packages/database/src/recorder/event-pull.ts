import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { inboxOf } from '@kickoff/jobs';

export interface EventPullOptions {
  connection: NatsConnection;
  stream: string;
  consumer: string;
  /** Most messages asked for at once; at most twice as many are held. */
  batch: number;
}

export interface Gathering {
  waitMs: number;
  gatherMs: number;
  /** Default: any number. */
  bytes?: number;
}

/** Short, because a pull that was lost with its connection is missed only after it. */
const EXPIRES_MS = 2_000;
/** An answer that is later than this was lost with the connection: ask again. */
const GIVE_UP_MS = EXPIRES_MS + 1_000;

/**
 * Pulls messages of a consumer, never more than asked for: with the reader held up, nothing piles up here. One pull stands
 * at a time; its messages are kept until they are collected.
 */
export class EventPull {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private held: Msg[] = [];
  private heldBytes = 0;
  private pulledAt = 0;
  /** Messages that the standing pull may still bring. */
  private open = 0;
  private arrived: (() => void) | undefined;
  private isClosed = false;
  private isMissing = false;

  constructor(private readonly options: EventPullOptions) {
    this.inbox = createInbox(inboxOf(options.connection));
    this.subscription = options.connection.subscribe(this.inbox, {
      callback: (error, message) => {
        if (!error) this.receive(message);
      },
    });
  }

  /** Waits up to `waitMs` for a first message, then up to `gatherMs` for `most` of them or so many bytes. One at a time may wait. */
  async collect(most: number, { waitMs, gatherMs, bytes = Infinity }: Gathering): Promise<Msg[]> {
    const first = Date.now() + waitMs;
    let until = first;
    for (;;) {
      this.pull();
      const now = Date.now();
      if (this.held.length > 0 && until === first) until = now + gatherMs;
      const isEnough = this.held.length >= most || this.heldBytes >= bytes;
      if (isEnough || now >= until || this.isClosed || this.isMissing) return this.take(most, bytes);
      await this.arrival(until - now);
    }
  }

  /** At least one message, if there is any. */
  private take(most: number, bytes: number): Msg[] {
    let count = 0;
    let taken = 0;
    while (count < Math.min(most, this.held.length) && taken < bytes) taken += this.held[count++]!.data.length;
    this.heldBytes -= taken;
    return this.held.splice(0, count);
  }

  /** The broker says that there is no such consumer. */
  get missing(): boolean {
    return this.isMissing;
  }

  /** The consumer is there again. */
  renew(): void {
    this.isMissing = false;
    this.open = 0;
  }

  /** Ends a waiting `collect`. */
  interrupt(): void {
    this.isClosed = true;
    this.arrived?.();
  }

  close(): void {
    this.interrupt();
    this.subscription.unsubscribe();
  }

  private pull(): void {
    const { connection, stream, consumer, batch } = this.options;
    const isLost = Date.now() - this.pulledAt > GIVE_UP_MS;
    if (this.isClosed || (this.open > 0 && !isLost) || this.held.length >= batch) return;
    this.open = batch;
    this.pulledAt = Date.now();
    const request = JSON.stringify({ batch, expires: EXPIRES_MS * 1_000_000 });
    connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, request, { reply: this.inbox });
  }

  private receive(message: Msg): void {
    if (message.reply?.startsWith('$JS.ACK.')) {
      this.held.push(message);
      this.heldBytes += message.data.length;
      this.open -= 1;
      // The next pull goes out while what came is worked on.
      this.pull();
    } else {
      // 408 and 409: the pull ended; 503: nobody serves the consumer, so the next pull waits for GIVE_UP_MS.
      if (message.headers?.code === 503) this.isMissing = true;
      else this.open = 0;
    }
    this.arrived?.();
  }

  private arrival(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.arrived = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.arrived = done;
    });
  }
}
