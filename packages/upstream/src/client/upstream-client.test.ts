import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { localUpstream } from '../testing/local-upstream.js';
import { UpstreamClient, type UpstreamRequest } from './upstream-client.js';

describe('UpstreamClient', () => {
  const upstream = localUpstream();
  let client: UpstreamClient;
  beforeAll(() => {
    client = new UpstreamClient({
      name: 'library',
      address: upstream().address,
      timeoutMs: 300,
      headers: { 'x-key': 'secret' },
      largestBodyBytes: 1_000,
    });
  });
  afterAll(() => client.close());

  const ask = (request: Partial<UpstreamRequest> = {}) =>
    client.ask({ path: '/books', signal: new AbortController().signal, ...request });
  const failure = async (request: Partial<UpstreamRequest> = {}): Promise<Error> =>
    ask(request).then(
      () => new Error('the request succeeded'),
      (error: Error) => error,
    );

  it('sends query, headers and JSON, and gives the answer with its headers and time, whatever its status', async () => {
    upstream().answer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        response.writeHead(418, { 'x-app-rate-limit': '20:1', 'content-type': 'application/json' });
        response.end(JSON.stringify({ url: request.url, method: request.method, key: request.headers['x-key'], body }));
      });
    });
    const before = Date.now();
    const response = await ask({ method: 'POST', query: { q: 'a&b' }, json: { page: 1 } });
    expect(response).toMatchObject({ status: 418, upstream: 'library', request: 'POST /books?q=a%26b' });
    expect(response.header('x-app-rate-limit')).toBe('20:1');
    expect(response.at).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(response.text)).toEqual({
      url: '/books?q=a%26b',
      method: 'POST',
      key: 'secret',
      body: '{"page":1}',
    });
  });

  it('keeps its connection, and asks whether what the caller has still holds', async () => {
    upstream().answer((request, response) => {
      response.writeHead(request.headers['if-none-match'] === '"v1"' ? 304 : 200, { etag: '"v1"' });
      response.end(request.headers['if-none-match'] === '"v1"' ? undefined : 'book');
    });
    const first = await ask();
    const connections = upstream().connections();
    const second = await ask({ etag: first.etag });
    expect([first.text, first.notModified, second.text, second.notModified]).toEqual(['book', false, '', true]);
    expect(upstream().connections()).toBe(connections);
  });

  it.each([
    ['windows-1252', 'text/csv; charset=windows-1252', Buffer.from([0xe9]), 'é'],
    ['a byte order mark', 'text/csv', Buffer.from('\uFEFFDate'), 'Date'],
    ['a charset that nobody knows', 'text/csv; charset=klingon', Buffer.from('é'), 'é'],
  ])('reads %s', async (_, contentType, body, text) => {
    upstream().answer((__, response) => response.setHeader('content-type', contentType).end(body));
    expect((await ask()).text).toBe(text);
  });

  it.each<[string, RegExp, (response: ServerResponse) => void]>([
    ['UPSTREAM_TIMED_OUT', /library: GET \/books: no complete response within 300 ms/, () => {}],
    ['UPSTREAM_TIMED_OUT', /within 300 ms/, (response) => void response.write('half')],
    [
      'UPSTREAM_RESPONSE_CUT',
      /half a response/,
      (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => response.destroy());
      },
    ],
    ['UPSTREAM_RESPONSE_TOO_LARGE', /more than 1000 bytes/, (response) => void response.end('x'.repeat(2_000))],
  ])('names %s', async (code, message, respond) => {
    upstream().answer((_, response) => respond(response));
    const error = await failure();
    expect(errorCode(error)).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('secret');
  });

  it('says so when nobody listens', async () => {
    const lost = new UpstreamClient({ name: 'library', address: 'http://127.0.0.1:9', timeoutMs: 300 });
    const error: unknown = await lost.ask({ path: '/', signal: new AbortController().signal }).catch((e: unknown) => e);
    expect(errorCode(error)).toBe('UPSTREAM_UNREACHABLE');
    await lost.close();
  });

  it('stops with the reason of its signal', async () => {
    upstream().answer(() => {});
    const reason = new Error('shutting down');
    const controller = new AbortController();
    const asked = failure({ signal: controller.signal });
    controller.abort(reason);
    expect(await asked).toBe(reason);
  });
});
