import { Controller, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { defineWorkload } from '@kickoff/contracts';
import { apiForTest } from '../testing/api-for-test.js';

@Controller('hooks')
class HooksController {
  @Post()
  receive(@Req() { body, rawBody }: RawBodyRequest<FastifyRequest>) {
    return { body, bytes: rawBody?.toString() };
  }
}

const api = apiForTest({
  controllers: [HooksController],
  workload: defineWorkload({ name: 'weather', summary: 'Looks at the sky.', contracts: [], queues: {} }),
  environment: { KICKOFF_API_BODY_BYTES: '2000', KICKOFF_API_BODY_DEPTH: '5' },
});

let names = 0;
const newName = () => `key ${(names += 1)}`;
const headers = () => ({ Authorization: `Bearer ${api.adminKey}`, 'Content-Type': 'application/json' });
const post = (body: string, more: Record<string, string> = {}) =>
  api.fetch('/keys', { method: 'POST', headers: { ...headers(), ...more }, body });

describe('requests', () => {
  it('keep their name in the answer, in problems and in the log', async () => {
    const given = await post('{}', { 'X-Request-Id': 'mine-7' });
    expect(given.headers.get('x-request-id')).toBe('mine-7');
    expect(await given.json()).toMatchObject({ code: 'REQUEST_INVALID', requestId: 'mine-7' });
    for (const bad of ['a b', 'x'.repeat(101), 'a{}']) {
      const made = (await post('{}', { 'X-Request-Id': bad })).headers.get('x-request-id');
      expect(made).toMatch(/^[0-9a-f-]{36}$/);
    }
    // A request is logged when its answer has been sent.
    expect(api.log).toContain('"requestId":"mine-7"');
  });

  it('tell every place that is wrong, with what was expected', async () => {
    const response = await post(JSON.stringify({ role: 'king', workloads: ['Weather'], extra: 1 }));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      {
        code: 'REQUEST_INVALID',
        issues: [
          { path: 'body.name', message: expect.stringContaining('expected string') },
          { path: 'body.role', message: expect.stringContaining('viewer') },
          { path: 'body.workloads.0', message: 'must be a kebab-case name' },
          { path: 'body', message: expect.stringContaining('extra') },
        ],
      },
    ]);
    const query = await api.fetch('/keys?limit=0&page=2', { headers: { Authorization: headers().Authorization } });
    expect(await query.json()).toMatchObject({ issues: [{ path: 'query.limit' }, { path: 'query' }] });
    const path = await api.fetch('/keys/7', { headers: { Authorization: headers().Authorization } });
    expect(await path.json()).toMatchObject({ issues: [{ path: 'path.id' }] });
  });

  it('keep their bytes, for routes of workloads that check a signature', async () => {
    const body = '{ "a" : 1.0 }';
    const response = await api.fetch('/weather/hooks', { method: 'POST', headers: headers(), body });
    expect(await response.json()).toEqual({ body: { a: 1 }, bytes: body });
  });

  it('may not be too large or too deep', async () => {
    const large = await post(JSON.stringify({ name: 'x'.repeat(2_000) }));
    expect([large.status, await large.json()]).toMatchObject([413, { code: 'BODY_TOO_LARGE' }]);
    const deep = await post('{"a":[[[[[1]]]]]}');
    expect([deep.status, await deep.json()]).toMatchObject([400, { code: 'BODY_TOO_DEEP', status: 400 }]);
    const text = await post(JSON.stringify({ name: `${newName()} [[[[[["\\`, role: 'viewer' }));
    expect(text.status).toBe(201);
    const poisoned = await post('{"__proto__":{"role":"admin"}}');
    expect(poisoned.status).toBe(400);
  });
});

describe('paths that no route gets to see', () => {
  it.each([
    ['/keys/%', 400, 'BAD_REQUEST'],
    [`/keys/${'x'.repeat(2_001)}`, 414, 'URI_TOO_LONG'],
  ])('are answered as everything is: %.12s', async (path, status, code) => {
    const response = await api.fetch(path, { headers: { ...headers(), 'X-Request-Id': 'unroutable' } });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([status, 'unroutable']);
    expect(await response.json()).toMatchObject({ status, code, requestId: 'unroutable' });
  });

  it('are none that a name of the longest makes', async () => {
    const path = `/watched-tags/${encodeURIComponent('é'.repeat(200))}`;
    expect((await api.fetch(path, { method: 'PUT', headers: headers(), body: '{}' })).status).toBe(400);
  });
});

describe('texts that PostgreSQL cannot keep', () => {
  it('are refused with their place, so that no write goes without its line in the audit', async () => {
    const nul = await post(JSON.stringify({ name: 'a\0b', role: 'viewer' }));
    expect(await nul.json()).toMatchObject({ code: 'REQUEST_INVALID', issues: [{ path: 'body.name' }] });
    const half = await post('{"name":"a\\ud800","role":"viewer"}');
    expect(await half.json()).toMatchObject({ issues: [{ path: 'body.name' }] });
    const query = await api.fetch('/audit?operation=%00', { headers: headers() });
    expect(await query.json()).toMatchObject({ issues: [{ path: 'query.operation' }] });
  });
});

describe('ETags', () => {
  it('spare an answer that has not changed, and keep a change from what has', async () => {
    const admin = api.client();
    const { data } = await admin.POST('/keys', { body: { name: newName(), role: 'viewer' } });
    const path = { id: data!.id };
    const tag = (await admin.GET('/keys/{id}', { params: { path } })).response.headers.get('etag')!;
    const same = await api.fetch(`/keys/${path.id}`, { headers: { ...headers(), 'If-None-Match': `"x", ${tag}` } });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
    const rotate = (match: string) =>
      admin.POST('/keys/{id}/rotate', { params: { path, header: { 'If-Match': match } } });
    await expect(rotate('"x"')).rejects.toMatchObject({ status: 412, code: 'PRECONDITION_FAILED' });
    await rotate(tag);
    await expect(rotate(tag)).rejects.toMatchObject({ status: 412 });
    expect((await api.fetch(`/keys/${path.id}`, { headers: { ...headers(), 'If-None-Match': tag } })).status).toBe(200);
  });
});

describe('an Idempotency-Key', () => {
  const once = (key: string, name: string) =>
    post(JSON.stringify({ name, role: 'viewer' }), { 'Idempotency-Key': key });

  it('makes a repeated request one, answered as the first time but for what is shown once', async () => {
    const name = newName();
    const first = (await (await once('a', name)).json()) as Record<string, unknown>;
    const second = await once('a', name);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    const { key, ...rest } = first;
    expect(await second.json()).toEqual(rest);
    expect(key).toEqual(expect.stringMatching(/^kk_/));
  });

  it('is refused for another body, and is its caller’s own', async () => {
    const name = newName();
    await once('b', name);
    const other = await once('b', newName());
    expect([other.status, await other.json()]).toMatchObject([422, { code: 'IDEMPOTENCY_KEY_REUSED' }]);
    const another = await api.key({ role: 'admin' });
    const mine = await post(JSON.stringify({ name: newName(), role: 'viewer' }), {
      'Idempotency-Key': 'b',
      Authorization: `Bearer ${another}`,
    });
    expect(mine.status).toBe(201);
  });

  it('lets one of many through that come at once', async () => {
    const name = newName();
    const answers = await Promise.all(Array.from({ length: 8 }, () => once('c', name)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    const rows: unknown[] = await api.dataSource.query('SELECT 1 FROM kickoff.api_keys WHERE name = $1', [name]);
    expect(rows).toHaveLength(1);
    expect((await once('c', name)).headers.get('idempotency-replayed')).toBe('true');
  });

  it('is free again after a mistake of the caller', async () => {
    const taken = newName();
    await once('d', taken);
    expect((await once('e', taken)).status).toBe(409);
    expect((await once('e', newName())).status).toBe(201);
  });

  it('is free again after 24 hours', async () => {
    await once('f', newName());
    await api.dataSource.query(`UPDATE kickoff.idempotent_requests SET first_at = now() - interval '25 hours'`);
    expect((await once('f', newName())).status).toBe(201);
  });

  it('of a process that died is taken over by the same request only', async () => {
    const name = newName();
    await once('g', name);
    await api.dataSource.query(
      `UPDATE kickoff.idempotent_requests SET answered_at = NULL, answer = NULL, claimed_at = now() WHERE idempotency_key = 'g'`,
    );
    await api.dataSource.query('DELETE FROM kickoff.api_keys WHERE name = $1', [name]);
    const early = await once('g', name);
    expect([early.status, early.headers.get('retry-after'), await early.json()]).toMatchObject([
      409,
      '1',
      { code: 'IDEMPOTENCY_KEY_IN_USE' },
    ]);
    await api.dataSource.query(
      `UPDATE kickoff.idempotent_requests SET claimed_at = now() - interval '2 minutes' WHERE idempotency_key = 'g'`,
    );
    expect((await once('g', newName())).status).toBe(422);
    expect((await once('g', name)).status).toBe(201);
  });
});

describe('the OpenAPI document', () => {
  it('is served as it is committed', async () => {
    const response = await api.fetch('/openapi.json');
    expect(await response.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/keys': { post: { operationId: 'createKey' } } },
    });
  });
});
