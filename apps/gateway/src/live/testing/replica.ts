import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { applyTopology, Broker } from '@kickoff/jobs';
import {
  broadcastSubject,
  type BroadcastBody,
  type ClientToServerEvents,
  type LiveMessage,
  type ServerToClientEvents,
  type SubscribeReply,
} from '@kickoff/contracts';
import { LiveServer, type LiveServerOptions } from '../live-server.js';

/** For tests: one gateway replica's live delivery on a free port, with its own connection to the broker. */
export class Replica {
  private readonly sockets: TestSocket[] = [];

  private constructor(
    readonly live: LiveServer,
    readonly broker: Broker,
    private readonly http: HttpServer,
    readonly url: string,
  ) {}

  static async start(servers: string, options: Partial<LiveServerOptions> = {}): Promise<Replica> {
    const broker = await Broker.connect({ servers, name: 'gateway-test' });
    await applyTopology(broker, []);
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const live = new LiveServer({
      http,
      broker,
      channels: {
        news: [{ pattern: ':topic/:item', visibility: 'public' }],
        secret: [{ pattern: ':topic/:item', visibility: 'private' }],
        mixed: [
          { pattern: 'open/:item', visibility: 'public' },
          { pattern: 'closed/:item', visibility: 'private' },
        ],
      },
      timing: { lookEveryMs: 200 },
      documents: { writeWithinMs: 20, noteEveryMs: 50 },
      ...options,
    });
    void broker.watchStatus(() => undefined);
    await live.start();
    return new Replica(live, broker, http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  }

  connect(auth: Record<string, unknown> = {}): TestSocket {
    const socket = new TestSocket(this.url, auth);
    this.sockets.push(socket);
    return socket;
  }

  /** As a SIGKILL ends it: nothing is said to anybody. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.live.stop();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
    await this.broker.close();
  }
}

/** For tests: a client that records all it receives, in order. */
export class TestSocket {
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  readonly messages: LiveMessage[] = [];
  readonly positions: string[] = [];
  private listeners: (() => void)[] = [];

  constructor(url: string, auth: Record<string, unknown>) {
    this.socket = io(`${url}/live`, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
    this.socket.on('message', (message) => this.note(() => this.messages.push(message)));
    this.socket.on('position', ({ offset }) => this.note(() => this.positions.push(offset)));
    this.socket.on('connect', () => this.note(() => undefined));
    this.socket.on('disconnect', () => this.note(() => undefined));
  }

  async subscribe(channel: string, more: { since?: string; snapshot?: boolean } = {}): Promise<SubscribeReply> {
    const reply: SubscribeReply = await this.socket.timeout(10_000).emitWithAck('subscribe', { channel, ...more });
    return reply;
  }

  /** The reply of a subscription that must succeed. */
  async subscribed(
    channel: string,
    more: { since?: string; snapshot?: boolean } = {},
  ): Promise<Extract<SubscribeReply, { ok: true }>> {
    const reply = await this.subscribe(channel, more);
    if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
    return reply;
  }

  /** Resolves as soon as `condition` holds; looked at after everything that arrives. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        this.listeners = this.listeners.filter((other) => other !== check);
        resolve();
      };
      this.listeners.push(check);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  private note(change: () => void): void {
    change();
    for (const listener of this.listeners) listener();
  }
}

/** Publishes as a worker does; resolves with the message's sequence. */
export async function broadcast(
  broker: Broker,
  channel: string,
  data: unknown,
  more: Partial<BroadcastBody> = {},
): Promise<number> {
  const body: BroadcastBody = { type: 'test', at: Date.now(), data, ...more };
  return (await broker.jetstream.publish(broadcastSubject(channel), JSON.stringify(body))).seq;
}

/** Resolves when `condition` holds, for what sends no signal of its own. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

export function dataOf(messages: readonly LiveMessage[]): unknown[] {
  return messages.map(({ data }) => data);
}
