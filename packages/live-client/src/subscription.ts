import type { LiveErrorCode, LiveMessage, LivePosition, SubscribeReply } from '@kickoff/contracts';
import { isAfter, splitPosition } from './position.js';
import type { Documents, MessageTypes, TypedDocument, TypedMessage } from './typed-message.js';

/** Why a subscription cannot be had. It is tried no more, except `NOT_READY`, which the client retries by itself. */
export class SubscriptionRefused extends Error {
  override readonly name = 'SubscriptionRefused';
  constructor(
    readonly channel: string,
    readonly code: LiveErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export interface SubscriptionHandlers<Types extends MessageTypes, Document> {
  /**
   * All documents on the path and below, replacing what was known: at first, and again after a gap. Documents that are
   * not in it are gone.
   */
  onSnapshot?: (documents: TypedDocument<Document>[]) => void;
  /** Each message once, in order, also those missed while away. */
  onMessage?: (message: TypedMessage<Types>) => void;
  /** Messages were lost that nobody keeps any more; a snapshot follows. */
  onGap?: () => void;
  onError?: (error: SubscriptionRefused) => void;
}

/** One subscribed path as seen by its user. */
export interface LiveSubscription {
  readonly channel: string;
  /** Everything up to here has been handed over. Undefined until the first reply. */
  readonly position: LivePosition | undefined;
  /** Resolves when the gateway has confirmed the subscription for the first time; rejects with SubscriptionRefused. */
  readonly ready: Promise<void>;
  unsubscribe(): void;
}

/** State of one subscription: what it has seen, and whether the gateway knows it on this connection. */
export class SubscriptionState<Types extends MessageTypes = MessageTypes, Document = Documents> {
  position: LivePosition | undefined;
  /** The gateway has answered on this connection; only then do positions speak for this subscription. */
  confirmed = false;
  closed = false;
  readonly ready: Promise<void>;
  private settle: { resolve: () => void; reject: (error: Error) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };

  constructor(
    readonly channel: string,
    private readonly handlers: SubscriptionHandlers<Types, Document>,
  ) {
    this.ready = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    // Whoever does not wait for it learns of a refusal by onError.
    this.ready.catch(() => undefined);
  }

  /** Whether messages of `channel` belong to it. */
  includes(channel: string): boolean {
    return channel === this.channel || channel.startsWith(`${this.channel}/`);
  }

  confirm(reply: Extract<SubscribeReply, { ok: true }>, lost = !reply.recovered): void {
    this.confirmed = true;
    if (lost) {
      this.position = undefined;
      this.handlers.onGap?.();
    }
    // The gateway's types are the contract between both ends; they are not checked a second time here.
    if (reply.snapshot) this.handlers.onSnapshot?.(reply.snapshot as TypedDocument<Document>[]);
    for (const message of reply.missed ?? []) this.take(message);
    this.advance(reply.offset);
    this.settle.resolve();
  }

  refuse(code: LiveErrorCode, message: string): void {
    const error = new SubscriptionRefused(this.channel, code, message);
    this.closed = true;
    this.settle.reject(error);
    this.handlers.onError?.(error);
  }

  close(): void {
    this.closed = true;
    this.settle.resolve();
  }

  /** Hands a message over unless it was handed over before. */
  take(message: LiveMessage): void {
    if (this.closed || !isAfter(message.offset, this.position)) return;
    this.position = message.offset;
    this.handlers.onMessage?.(message as TypedMessage<Types>);
  }

  /** Everything of this path up to `offset` has arrived. False when the stream was rebuilt, so that nothing is certain. */
  advance(offset: LivePosition): boolean {
    const known = splitPosition(this.position);
    if (known && known.epoch !== splitPosition(offset)?.epoch) return false;
    if (isAfter(offset, this.position)) this.position = offset;
    return true;
  }
}
