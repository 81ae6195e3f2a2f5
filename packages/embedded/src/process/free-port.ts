import { createServer } from 'node:net';

/**
 * Below every platform's range for outgoing connections. A port of that range could be taken by an outgoing connection
 * while a killed server waits to be started again on it, even by a client that connects to itself.
 */
const FIRST = 20_000;
const LAST = 32_000;

/** A loopback TCP port that is free now and that outgoing connections do not use. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`);
}

/** Whether a server could listen on this port of the loopback interface. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
