import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** In a process of its own: @fastify/static requires an ES module, which Node can and Jest cannot. */
const SERVER = `
  const { NestFactory } = await import('@nestjs/core');
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const { serveReference } = await import(process.argv[1]);
  const app = await NestFactory.create(class {}, new FastifyAdapter(), { logger: false });
  await serveReference(app, '1.2.3');
  await app.listen(0, '127.0.0.1');
  console.log(await app.getUrl());
`;

let server: ChildProcess;
let base = '';

beforeAll(async () => {
  const module = new URL('./serve-reference.js', import.meta.url);
  server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER, module.href], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  [base] = (await once(createInterface(server.stdout!), 'line')) as [string];
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.kill();
  await gone;
});

describe('the reference for people', () => {
  it('needs nothing from elsewhere', async () => {
    const page = await fetch(`${base}/api/v1/docs`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const address = new URL(file, page.url);
      expect([file, address.origin]).toEqual([file, base]);
      const response = await fetch(address);
      expect([file, response.status]).toEqual([file, 200]);
    }
  });

  it('shows the document', async () => {
    const response = await fetch(`${base}/api/v1/docs/json`);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });
});
