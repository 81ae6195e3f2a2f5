import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Broker } from '@kickoff/jobs';
import { channelPrefixes } from '@kickoff/contracts';
import { Access, type TokenKeys } from './access.js';
import type { Channels } from './announced-channels.js';
import { BroadcastReader, type Received } from './broadcast-reader.js';
import { DocumentStore, type DocumentStoreOptions } from './document-store.js';
import { roomOf, type LiveNamespace, type LiveSocket } from './live-socket.js';
import { SILENT, type Log } from './log.js';
import type { RingOptions } from './ring.js';
import { SlowClients, type SlowClientLimits } from './slow-clients.js';
import { StreamHistory } from './stream-history.js';
import type { FollowTiming } from './stream-follower.js';
import { Subscriptions, type SubscriptionLimits } from './subscriptions.js';

export interface LiveServerOptions {
  /** Carries the WebSockets. Closing it is its owner's business. */
  http: HttpServer;
  broker: Broker;
  /** Declared channels; what no workload declares is private. */
  channels: Channels;
  /** Without keys no token is accepted. */
  tokens?: TokenKeys;
  log?: Log;
  /** How often every socket is told the position. Default 15 s; the protocol promises 20 s. */
  positionEveryMs?: number;
  /** Largest message that a client may send. Default 16 kB. */
  maxRequestBytes?: number;
  ring?: RingOptions;
  limits?: SubscriptionLimits;
  slowClients?: SlowClientLimits;
  documents?: DocumentStoreOptions;
  timing?: Partial<FollowTiming>;
}

/** Numbers for metrics. Counters only grow. */
export interface LiveNumbers {
  sockets: number;
  /** Messages read from the stream and sent to their rooms. */
  messages: number;
  invalidMessages: number;
  /** Slow clients cut off. */
  dropped: number;
  /** Messages in the stream that this replica has not read yet. */
  lag: number;
  ringMessages: number;
  ringBytes: number;
  documents: number;
  /** Changed documents that are not in the bucket yet. */
  documentsWaiting: number;
  historyReads: number;
}

const PRUNE_EVERY_MS = 60_000;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Live delivery of one gateway replica: namespace `/live` of socket.io over the broadcast stream. Needs no other replica. */
export class LiveServer {
  private readonly io: Server;
  private readonly namespace: LiveNamespace;
  private readonly reader: BroadcastReader;
  private readonly documents: DocumentStore;
  private readonly history: StreamHistory;
  private readonly subscriptions: Subscriptions;
  private readonly slowClients: SlowClients;
  private readonly access: Access;
  private readonly stopping = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private markReady: () => void = () => undefined;
  private messages = 0;

  constructor(private readonly options: LiveServerOptions) {
    const { http, broker, channels, tokens, log = SILENT, timing, limits } = options;
    this.access = new Access(channels, tokens);
    this.reader = new BroadcastReader(
      broker,
      {
        ring: options.ring,
        timing,
        received: (received) => this.deliver(received),
        documentsStored: () => this.documents.storedUpTo,
        ready: () => this.caughtUp(),
      },
      log,
    );
    this.documents = new DocumentStore(broker, () => this.reader.position, log, { timing, ...options.documents });
    this.history = new StreamHistory(broker, this.reader, limits?.maxReplyBytes ?? 16 * 1024 * 1024);
    this.subscriptions = new Subscriptions(this.reader, this.history, this.documents.mirror, this.access, log, limits);
    this.slowClients = new SlowClients(options.slowClients);
    this.io = new Server(http, {
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: options.maxRequestBytes ?? 16_384,
      connectTimeout: 10_000,
    });
    // socket.io opens the namespace / by itself; nothing is served there.
    this.io.use((_socket, next) => next(new Error('unknown namespace')));
    this.namespace = this.io.of('/live');
    this.namespace.use((socket, next) => void this.admit(socket).then(() => next(), next));
    this.namespace.on('connection', (socket) => this.connect(socket));
  }

  /** Starts reading and resolves when the ring is filled and subscriptions are answered. Waits for the broker for ever. */
  async start(): Promise<void> {
    const { signal } = this.stopping;
    const ready = new Promise<void>((resolve) => (this.markReady = resolve));
    const documents = this.documents.run(signal);
    // The bucket says from where on its documents are incomplete, so it is read first.
    const reading = Promise.race([this.documents.loaded, aborted(signal)]).then(() => this.reader.run(signal));
    this.running = Promise.all([documents, reading]);
    this.every(this.options.positionEveryMs ?? 15_000, () => this.tellPosition());
    this.every(this.slowClients.checkEveryMs, () => this.slowClients.runOnce(this.namespace.sockets));
    this.every(PRUNE_EVERY_MS, () => {
      this.documents.prune();
      this.reader.ring.evict(this.options.broker.clock.now());
    });
    await ready;
  }

  /** From now on these are the channels. Who subscribes to one that has become private without a right to it has to come back. */
  useChannels(channels: Channels): void {
    this.access.useChannels(channels);
    for (const socket of this.namespace.sockets.values()) {
      const { channels: subscribed, grant } = socket.data;
      if ([...subscribed].some((path) => this.access.refusal(path, grant))) socket.disconnect(true);
    }
  }

  /** Sends every client away (they resume elsewhere) and stores the documents that wait. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.namespace.disconnectSockets(true);
    this.stopping.abort();
    this.io.engine.close();
    this.markReady();
    await this.running;
  }

  get ready(): boolean {
    return this.reader.ready;
  }

  get numbers(): LiveNumbers {
    return {
      sockets: this.namespace.sockets.size,
      messages: this.messages,
      invalidMessages: this.reader.invalidMessages,
      dropped: this.slowClients.dropped,
      lag: this.reader.lag,
      ringMessages: this.reader.ring.size,
      ringBytes: this.reader.ring.bytes,
      documents: this.documents.mirror.size,
      documentsWaiting: this.documents.waiting,
      historyReads: this.history.reads,
    };
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const token: unknown = socket.handshake.auth['token'];
    socket.data.channels = new Set();
    socket.data.replyBytes = 0;
    socket.data.grant = await this.access.grant(token);
  }

  private connect(socket: LiveSocket): void {
    socket.on('subscribe', (request: unknown, reply: unknown) => {
      if (isCallback(reply)) void this.subscriptions.subscribe(socket, request, reply);
    });
    socket.on('unsubscribe', (request: unknown, reply: unknown) => {
      if (isCallback(reply)) this.subscriptions.unsubscribe(socket, request, reply);
    });
    this.endAtExpiry(socket);
    socket.on('disconnect', () => clearTimeout(socket.data.expiry));
  }

  /** A token that expires takes its subscriptions along: the client has to come back with a new one. */
  private endAtExpiry(socket: LiveSocket): void {
    const { expiresAt } = socket.data.grant;
    if (expiresAt === undefined) return;
    const end = (): void => {
      if ([...socket.data.channels].some((path) => !this.access.isPublic(path))) socket.disconnect(true);
    };
    socket.data.expiry = setTimeout(end, Math.min(Math.max(0, expiresAt - Date.now()), LONGEST_TIMER_MS)).unref();
  }

  private deliver({ message, position, document }: Received): void {
    this.messages += 1;
    if (document !== undefined) this.documents.change(message.channel, position, document);
    this.namespace.to(channelPrefixes(message.channel).map(roomOf)).emit('message', message);
  }

  private caughtUp(): void {
    this.markReady();
    // After a rebuild of the stream this tells every client at once that its position is of the past.
    this.tellPosition();
  }

  private tellPosition(): void {
    if (this.reader.ready) this.namespace.emit('position', { offset: this.reader.offset });
  }

  private every(ms: number, work: () => void): void {
    this.timers.push(setInterval(work, ms));
  }
}

/** Resolves when it aborts: whoever waits for a broker that never came must stop waiting. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function isCallback<Answer>(value: unknown): value is (answer: Answer) => void {
  return typeof value === 'function';
}
