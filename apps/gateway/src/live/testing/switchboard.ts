import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** For tests: one address that leads to one replica after another, as a load balancer's does. */
export class Switchboard {
  private readonly sockets = new Set<Socket>();
  private target: URL | undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Switchboard> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const board = new Switchboard(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('connection', (socket) => board.join(socket));
    return board;
  }

  /** Cuts every connection; new ones lead to `url`, or nowhere. */
  lead(url: string | undefined): void {
    this.target = url === undefined ? undefined : new URL(url);
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.lead(undefined);
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(incoming: Socket): void {
    if (!this.target) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(Number(this.target.port), this.target.hostname);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
