import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** In a process of its own: @fastify/static requires an ES module, which Node can and Jest cannot. */
const SERVER = `
  const { NestFactory } = await import('@nestjs/core');
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  const { servePages } = await import(process.argv[1]);
  const app = await NestFactory.create(class {}, new FastifyAdapter(), { logger: false });
  await servePages(app, {
    pages: [{ path: '/live', directory: process.argv[2] }, { path: '/other', directory: process.argv[2] }],
    gatewayUrl: 'https://live.example.org/x',
  });
  await app.listen(0, '127.0.0.1');
  console.log(await app.getUrl());
`;

let server: ChildProcess;
let directory = '';
let base = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kickoff-page-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>Sky</title>');
  await writeFile(join(directory, 'assets', 'index-abc123.js'), 'export {};');
  const module = new URL('./serve-pages.js', import.meta.url);
  server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER, module.href, directory], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  [base] = (await once(createInterface(server.stdout!), 'line')) as [string];
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.kill();
  await gone;
  await rm(directory, { recursive: true });
});

describe('the pages of workloads', () => {
  it('are served with a policy that allows the gateway and nothing else', async () => {
    const response = await fetch(`${base}/live`);
    expect(response.url).toBe(`${base}/live/`);
    expect(await response.text()).toContain('<title>Sky</title>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toContain(
      "connect-src 'self' https://live.example.org wss://live.example.org;",
    );
  });

  it('are cached for ever where the name has a hash', async () => {
    const response = await fetch(`${base}/live/assets/index-abc123.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('can be several', async () => {
    expect(await (await fetch(`${base}/other/`)).text()).toContain('<title>Sky</title>');
  });

  it('learn where the gateway is', async () => {
    const response = await fetch(`${base}/live/config.json`);
    expect(await response.json()).toEqual({ gatewayUrl: 'https://live.example.org/x' });
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });
});
