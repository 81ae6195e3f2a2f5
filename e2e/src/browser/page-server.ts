import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';

/** Where `npm run bundle` of the workload puts the page. */
const BUNDLE = fileURLToPath(new URL('../../../workloads/live-scores/dist/page/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** Serves the built page as the api does: at `/live/`, with `config.json` beside it. */
export class PageServer {
  private constructor(private readonly server: Server) {}

  static async start(gatewayUrl: string): Promise<PageServer> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/live\//, '');
      if (path === 'config.json') {
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ gatewayUrl }));
        return;
      }
      const file = join(BUNDLE, normalize(`/${path || 'index.html'}`));
      readFile(file).then(
        (body) => response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PageServer(server);
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/live/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
