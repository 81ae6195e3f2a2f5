import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Test support: stands before PostgreSQL so that a test can take it away from one client and give it back. */
export interface SeverableProxy {
  /** The database's address through the proxy. */
  url: string;
  /** Breaks every connection and refuses new ones. */
  sever(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function severableProxy(target: string): Promise<SeverableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isSevered = false;
  const server = createServer((client) => {
    if (isSevered) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    sever: () => {
      isSevered = true;
      breakAll();
    },
    restore: () => void (isSevered = false),
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
