import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';

export interface LocalUpstream {
  address: string;
  /** Connections that were opened so far. */
  connections(): number;
  /** What the next request gets. */
  answer(respond: (request: IncomingMessage, response: ServerResponse) => void): void;
}

/** A server on a free port that answers as each test says. */
export function localUpstream(): () => LocalUpstream {
  let respond: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
  let connections = 0;
  const server = createServer((request, response) => respond(request, response));
  server.on('connection', () => (connections += 1));
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return () => ({
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    answer: (next) => (respond = next),
  });
}
