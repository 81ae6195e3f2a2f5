import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createApiClient } from '@kickoff/api-client';
import { runningPlatform } from '../testing/running-platform.js';
import { apiTransport } from './api-transport.js';

const platform = runningPlatform();
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a command that asks the api', () => {
  it('finds address and key in the settings, and the key in a file as well', async () => {
    expect(await platform.run(['keys', 'list'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('first admin'),
    });
    await writeFile(join(platform.folder(), 'key'), `${platform.adminKey}\n`);
    const words = ['keys', 'list', '--json', '--api-url', platform.url(), '--api-key-file', 'key'];
    const result = await platform.run(words, { KICKOFF_API_URL: '', KICKOFF_API_KEY: '' });
    expect(result.json()).toMatchObject({ items: [{ name: 'first admin', role: 'admin' }], next: null });
  });

  it.each([
    ['no address', { KICKOFF_API_URL: '' }, 2, 'USAGE', 'KICKOFF_API_URL or --api-url'],
    ['no key', { KICKOFF_API_KEY: '' }, 2, 'USAGE', 'KICKOFF_API_KEY, KICKOFF_API_KEY_FILE or --api-key-file'],
    ['no such file', { KICKOFF_API_KEY_FILE: 'nothing' }, 2, 'USAGE', 'KICKOFF_API_KEY_FILE or --api-key-file'],
    ['nobody there', { KICKOFF_API_URL: 'http://127.0.0.1:1' }, 4, 'API_UNAVAILABLE', 'KICKOFF_API_URL or --api-url'],
    ['a bad key', { KICKOFF_API_KEY: 'kk_x' }, 6, 'UNAUTHENTICATED', expect.stringContaining('KICKOFF_API_KEY')],
  ])('says what is wrong and what to do: %s', async (_, env, exitCode, code, where) => {
    const result = await platform.run(['keys', 'list', '--json'], env);
    expect([result.code, result.json()]).toEqual([
      exitCode,
      { error: { code, what: expect.any(String), where, remedy: expect.any(String) } },
    ]);
    expect(result.stdout + result.stderr).not.toContain(platform.adminKey);
  });

  it('says with 6 that the key may not do it, and with 5 that something is not there', async () => {
    const admin = createApiClient({ url: platform.url(), key: platform.adminKey });
    const { data } = await admin.POST('/keys', { body: { name: 'viewer', role: 'viewer' } });
    const refused = await platform.run(['keys', 'list'], { KICKOFF_API_KEY: data!.key! });
    expect(refused).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining('this asks for the role admin'),
    });
    const absent = await platform.run(['jobs', 'show', '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a']);
    expect(absent).toMatchObject({ code: 5, stderr: expect.stringContaining('0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a') });
  });

  it('tells with 2 which places of the request are wrong and what was expected', async () => {
    const { code, json } = await platform.run(['jobs', 'show', 'x', '--json']);
    expect(code).toBe(2);
    expect(json()).toMatchObject({
      error: {
        code: 'REQUEST_INVALID',
        where: expect.stringMatching(/^path\.id .*UUID/i),
        issues: [{ path: 'path.id' }],
      },
    });
  });

  it('says that somebody else than the api answers', async () => {
    const url = await listening(createHttpServer((_, response) => response.writeHead(200).end('hello')));
    const { code, stderr } = await platform.run(['keys', 'list'], { KICKOFF_API_URL: url });
    expect([code, stderr]).toEqual([4, expect.stringContaining("that is not Kickoff's api")]);
  });
});

describe('a request whose connection breaks', () => {
  /** A way to the api that loses the answers to the first requests. */
  async function losing(answers: number): Promise<string> {
    let left = answers;
    return listening(
      createServer((caller) => {
        const api = connect(Number(new URL(platform.url()).port), '127.0.0.1');
        caller.on('error', () => {}).pipe(api.on('error', () => {}));
        api.on('data', (chunk) => {
          if (left === 0) return caller.write(chunk);
          left -= 1;
          api.destroy();
          return caller.resetAndDestroy();
        });
      }),
    );
  }

  it('is sent again, and what it asks for is done once', async () => {
    const url = await losing(2);
    const client = createApiClient({ url, key: platform.adminKey, fetch: apiTransport });
    const body = { type: 'weather.report-weather', input: { city: 'lost' }, tags: ['once'] };
    const { data } = await client.POST('/jobs', { body });
    expect(data!.jobs).toHaveLength(1);
    await client.GET('/jobs/{id}', { params: { path: { id: data!.jobs[0]!.id } } });
    const { data: found } = await client.GET('/jobs', { params: { query: { tag: ['once'] } } });
    expect(found!.items).toMatchObject([{ id: data!.jobs[0]!.id }]);
  });
});
