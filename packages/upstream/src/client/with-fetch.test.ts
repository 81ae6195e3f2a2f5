import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { localUpstream } from '../testing/local-upstream.js';
import { UpstreamClient } from './upstream-client.js';
import { withFetch } from './with-fetch.js';

describe('withFetch', () => {
  const upstream = localUpstream();
  let client: UpstreamClient;
  beforeAll(() => {
    client = new UpstreamClient({ name: 'library', address: upstream().address, timeoutMs: 300 });
  });
  afterAll(() => client.close());

  it('sends what a library asks for, and answers as fetch does', async () => {
    upstream().answer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url, headers } = request;
        response.setHeader('x-asked', [method, url, headers['content-type'], headers['x-of']].join(' '));
        response.end(JSON.stringify({ body }));
      });
    });
    const answer = await withFetch(client, async (fetch) => {
      const headers = { 'content-type': 'application/json', 'x-of': 'library' };
      const response = await fetch(`${client.address}/books?page=2`, { method: 'POST', headers, body: '{"a":1}' });
      return [response.headers.get('x-asked'), await response.json()];
    });
    expect(answer).toEqual(['POST /books?page=2 application/json library', { body: '{"a":1}' }]);
  });

  it('gives a response without a body to the library', async () => {
    upstream().answer((_, response) => response.writeHead(304, { etag: '"1"' }).end());
    const status = await withFetch(client, async (fetch) => (await fetch(`${client.address}/books`)).status);
    expect(status).toBe(304);
  });

  it('throws what failed as it was, whatever the library makes of it', async () => {
    const wrapping = (fetch: typeof globalThis.fetch) =>
      fetch(`${client.address}/books`).catch(() => {
        throw new Error('the library has its own words');
      });
    upstream().answer((_, response) => response.writeHead(404).end());
    await expect(withFetch(client, wrapping).catch(errorCode)).resolves.toBe('UPSTREAM_NOT_FOUND');
    upstream().answer(() => {});
    await expect(withFetch(client, wrapping).catch(errorCode)).resolves.toBe('UPSTREAM_TIMED_OUT');
  });

  it('throws what the library throws of its own', async () => {
    upstream().answer((_, response) => response.end());
    const used = withFetch(client, async (fetch) => {
      await fetch(`${client.address}/books`);
      throw new RangeError('no books');
    });
    await expect(used).rejects.toThrow(RangeError);
  });

  it('checks a response by what the upstream is known to say', async () => {
    upstream().answer((_, response) => response.end('no'));
    const used = withFetch(
      client,
      (fetch) => fetch(`${client.address}/books`),
      ({ text }) => {
        throw new Error(`it says ${text}`);
      },
    );
    await expect(used).rejects.toThrow('it says no');
  });

  it('follows no link to another server, where the key would be sent along', async () => {
    let asked = false;
    upstream().answer((_, response) => {
      asked = true;
      response.end();
    });
    const elsewhere = client.address.replace('127.0.0.1', 'localhost');
    const used = withFetch(client, (fetch) => fetch(`${elsewhere}/books`));
    await expect(used.catch(errorCode)).resolves.toBe('UPSTREAM_SCHEMA_INVALID');
    expect(asked).toBe(false);
  });

  it('ends with the reason of an aborted signal', async () => {
    upstream().answer(() => {});
    const controller = new AbortController();
    const used = withFetch(client, (fetch) => fetch(`${client.address}/books`, { signal: controller.signal }));
    controller.abort(new Error('cancelled'));
    await expect(used).rejects.toThrow('cancelled');
  });
});
