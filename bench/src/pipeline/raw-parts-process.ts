import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import type { Receipts } from './receipts.js';

export interface RawStart {
  natsUrl: string;
  postgresUrl: string;
}
export type RawAnswer = { port: number } | { told: number };

/** The raw parts in a process of their own, and a socket that hears them. */
export class RawParts {
  private constructor(
    private readonly child: ChildProcess,
    private readonly socket: Socket,
    private readonly receipts: Receipts,
  ) {}

  static async start(start: RawStart, receipts: Receipts): Promise<RawParts> {
    const child = fork(fileURLToPath(new URL('./raw-parts.js', import.meta.url)), { execArgv: [] });
    try {
      child.send(start);
      const answer = await answerOf(child);
      if (!('port' in answer)) throw new Error('the raw parts answered out of turn');
      const socket = io(`http://127.0.0.1:${answer.port}`, { transports: ['websocket'], forceNew: true });
      socket.on('message', ({ data }: { data: { upstreamAt: number } }) => receipts.add(data.upstreamAt));
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      return new RawParts(child, socket, receipts);
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** Asks the upstream once; resolves when the socket has what differed. */
  async poll(url: string): Promise<void> {
    const before = this.receipts.count;
    this.child.send({ poll: url });
    const answer = await answerOf(this.child);
    if (!('told' in answer)) throw new Error('the raw parts answered out of turn');
    await this.receipts.reach(before + answer.told);
  }

  /** The next poll finds every match new. */
  async forget(): Promise<void> {
    this.child.send('forget');
    await answerOf(this.child);
  }

  stop(): void {
    this.socket.disconnect();
    this.child.kill();
  }
}

async function answerOf(child: ChildProcess): Promise<RawAnswer> {
  const done = new AbortController();
  const { signal } = done;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`the raw parts ended with code ${String(code)}`);
    });
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [RawAnswer];
    ended.catch(() => {});
    return message;
  } finally {
    done.abort();
  }
}
