import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, LivePosition, ServerToClientEvents } from '@kickoff/contracts';
import { liveEvents, type LiveEvent } from './live-events.js';
import { SubscriptionState, type LiveSubscription, type SubscriptionHandlers } from './subscription.js';
import type { Documents, MessageTypes } from './typed-message.js';

/** `connecting`: for the first time. `waiting`: lost, and about to try again. */
export type ConnectionState = 'connecting' | 'connected' | 'waiting' | 'closed';

export interface LiveOptions {
  /** Address of a gateway, e.g. `https://live.example.org`. */
  url: string;
  /** For private channels: a JWT, or a function that fetches a fresh one for every connection. */
  token?: string | (() => string | Promise<string>);
  /** Longest pause before a new connection, so that a restarted gateway is not stormed. Default 5,000. */
  reconnectJitterMs?: number;
  /** How long the gateway may take to answer. Default 10,000. */
  answerTimeoutMs?: number;
  /** Without a sign of life for so long the connection is given up; the gateway tells positions every 20 s. Default 45,000. */
  silenceMs?: number;
}

/** A connection to the gateway's `/live` that outlives gateways: it reconnects, subscribes again and misses nothing. */
export interface LiveConnection {
  readonly state: ConnectionState;
  /** Calls back with each new state; returns how to stop that. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Subscribes to a path and everything below it. */
  subscribe<Types extends MessageTypes = Record<never, never>, Document = Documents>(
    channel: string,
    handlers: SubscriptionHandlers<Types, Document>,
  ): LiveSubscription;
  /** The same to be read with `for await`. */
  events<Types extends MessageTypes = Record<never, never>, Document = Documents>(
    channel: string,
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<LiveEvent<Types, Document>, void, undefined>;
  close(): void;
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const SHORTEST_PAUSE_MS = 50;

/** Connects to a gateway. Never throws for the network's sake: look at `state`. */
export function connectLive(options: LiveOptions): LiveConnection {
  return new Connection(options);
}

class Connection implements LiveConnection {
  private readonly socket: LiveSocket;
  private readonly subscriptions = new Set<SubscriptionState>();
  private readonly listeners = new Set<(state: ConnectionState) => void>();
  private readonly jitterMs: number;
  private readonly answerTimeoutMs: number;
  private readonly silenceMs: number;
  private currentState: ConnectionState = 'connecting';
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor({ url, token, reconnectJitterMs = 5_000, answerTimeoutMs = 10_000, silenceMs = 45_000 }: LiveOptions) {
    this.jitterMs = reconnectJitterMs;
    this.answerTimeoutMs = answerTimeoutMs;
    this.silenceMs = silenceMs;
    this.socket = io(`${url.replace(/\/+$/, '')}/live`, {
      transports: ['websocket'],
      // The library's pauses grow with each failure; ours are spread evenly, and also follow a disconnect by the gateway.
      reconnection: false,
      forceNew: true,
      autoConnect: false,
      timeout: answerTimeoutMs,
      auth: (send) => void provideToken(token).then(send),
    });
    this.socket.on('connect', () => {
      this.enter('connected');
      this.heard();
      for (const subscription of this.subscriptions) this.request(subscription);
    });
    this.socket.on('disconnect', () => this.reconnect());
    this.socket.on('connect_error', () => this.reconnect());
    this.socket.on('message', (message) => {
      this.heard();
      for (const subscription of this.subscriptions) {
        if (subscription.confirmed && subscription.includes(message.channel)) subscription.take(message);
      }
    });
    this.socket.on('position', ({ offset }) => this.takePosition(offset));
    this.connect();
  }

  get state(): ConnectionState {
    return this.currentState;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  subscribe<Types extends MessageTypes = Record<never, never>, Document = Documents>(
    channel: string,
    handlers: SubscriptionHandlers<Types, Document>,
  ): LiveSubscription {
    const subscription = new SubscriptionState<Types, Document>(channel, handlers);
    const state = subscription as SubscriptionState;
    this.subscriptions.add(state);
    if (this.socket.connected) this.request(state);
    return {
      channel,
      ready: subscription.ready,
      get position() {
        return subscription.position;
      },
      unsubscribe: () => this.unsubscribe(state),
    };
  }

  events<Types extends MessageTypes = Record<never, never>, Document = Documents>(
    channel: string,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<LiveEvent<Types, Document>, void, undefined> {
    return liveEvents<Types, Document>((handlers) => this.subscribe(channel, handlers), signal);
  }

  close(): void {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    this.enter('closed');
    for (const subscription of this.subscriptions) subscription.close();
    this.subscriptions.clear();
    this.socket.disconnect();
  }

  private unsubscribe(subscription: SubscriptionState): void {
    subscription.close();
    if (!this.subscriptions.delete(subscription)) return;
    const { channel } = subscription;
    const isShared = [...this.subscriptions].some((other) => other.channel === channel);
    if (!isShared && this.socket.connected) this.socket.emit('unsubscribe', { channel }, () => undefined);
  }

  /** Subscribes on this connection, from the last position if there is one. */
  private request(subscription: SubscriptionState, from: 'position' | 'now' = 'position'): void {
    const { channel } = subscription;
    const since = from === 'position' ? subscription.position : undefined;
    const { id } = this.socket;
    const isGone = (): boolean => subscription.closed || this.socket.id !== id;
    subscription.confirmed = false;
    const lost = since === undefined && subscription.position !== undefined;
    // Called back rather than awaited: a message that follows the reply in the same packet must find it handled.
    this.socket.timeout(this.answerTimeoutMs).emit('subscribe', { channel, since }, (late, reply) => {
      if (isGone()) return;
      // No answer in time: the connection is of no use, and a new one may lead to another replica.
      if (late) return this.giveUp();
      this.heard();
      if (reply.ok) subscription.confirm(reply, lost || !reply.recovered);
      else if (reply.code === 'NOT_READY') this.later(() => !isGone() && this.request(subscription, from));
      else if (reply.code === 'TOO_MUCH_MISSED' && since !== undefined) this.request(subscription, 'now');
      else {
        this.subscriptions.delete(subscription);
        subscription.refuse(reply.code, reply.message);
      }
    });
  }

  private takePosition(offset: LivePosition): void {
    this.heard();
    for (const subscription of this.subscriptions) {
      // After a rebuild of the stream the gateway has to say what is lost.
      if (subscription.confirmed && !subscription.advance(offset)) this.request(subscription);
    }
  }

  private reconnect(): void {
    clearTimeout(this.silence);
    for (const subscription of this.subscriptions) subscription.confirmed = false;
    if (this.currentState === 'closed') return;
    this.enter('waiting');
    clearTimeout(this.retry);
    this.retry = this.later(() => this.connect());
  }

  private connect(): void {
    this.heard();
    this.socket.connect();
  }

  /** Leaves a connection that is of no use. Before it is established the library would not report its end. */
  private giveUp(): void {
    this.socket.disconnect();
    this.reconnect();
  }

  private later(work: () => void): ReturnType<typeof setTimeout> {
    return setTimeout(work, SHORTEST_PAUSE_MS + Math.random() * this.jitterMs);
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.giveUp(), this.silenceMs);
  }

  private enter(state: ConnectionState): void {
    if (this.currentState === state || this.currentState === 'closed') return;
    this.currentState = state;
    for (const listener of this.listeners) listener(state);
  }
}

async function provideToken(token: LiveOptions['token']): Promise<{ token?: string }> {
  try {
    const value = typeof token === 'function' ? await token() : token;
    return value === undefined ? {} : { token: value };
  } catch {
    // Without a token public channels still work, and private ones are refused with a reason.
    return {};
  }
}
