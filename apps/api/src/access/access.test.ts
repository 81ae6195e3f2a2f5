import { randomUUID } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, type AnyOperation } from '@kickoff/api-contract';
import { defineWorkload, includesRole, ROLES, type Role } from '@kickoff/contracts';
import { RequiresRole } from '@kickoff/nest';
import { newKey } from '@kickoff/database';
import { apiForTest } from '../testing/api-for-test.js';

@Controller('forecasts')
class ForecastsController {
  @Get()
  open() {
    return [];
  }

  @Get('drafts')
  @RequiresRole('operator')
  drafts() {
    return [];
  }
}

const api = apiForTest({
  workload: defineWorkload({ name: 'weather', summary: 'Looks at the sky.', contracts: [], queues: {} }),
  controllers: [ForecastsController],
});

/** A request that gets past access and no further than it must: its path names what is not there. */
async function call({ method, path }: AnyOperation, key: string | undefined): Promise<Response> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'id' ? randomUUID() : 'nothing'));
  return api.fetch(filled, { method, headers: key === undefined ? {} : { Authorization: `Bearer ${key}` } });
}

const cases = OPERATIONS.map((operation) => [operation.id, operation] as const);

describe.each(ROLES)('a %s', (role: Role) => {
  let key = '';
  beforeAll(async () => {
    key = await api.key({ role, workloads: role === 'publisher' ? ['weather'] : [] });
  });

  it.each(cases)('may or may not: %s', async (_, operation) => {
    const response = await call(operation, key);
    const allowed = operation.role === 'public' || includesRole(role, operation.role);
    if (allowed) expect([401, 403]).not.toContain(response.status);
    else expect([response.status, await response.json()]).toMatchObject([403, { code: 'FORBIDDEN' }]);
  });
});

describe('whoever has no good key', () => {
  let bad: Record<string, string | undefined>;
  beforeAll(async () => {
    const revoked = await api.key({ role: 'admin' });
    await api.dataSource.query('UPDATE kickoff.api_keys SET revoked_at = now() WHERE start = $1', [
      revoked.slice(0, 9),
    ]);
    bad = {
      none: undefined,
      forged: newKey(),
      cut: api.adminKey.slice(0, -1),
      longer: `${api.adminKey}a`,
      expired: await api.key({ role: 'admin', expiresAt: new Date(Date.now() - 1_000) }),
      revoked,
    };
  });

  it.each(cases)('is kept out: %s', async (_, operation) => {
    for (const [kind, key] of Object.entries(bad)) {
      const response = await call(operation, key);
      if (operation.role === 'public') expect([kind, response.status]).toEqual([kind, 200]);
      else expect([kind, response.status, response.headers.get('www-authenticate')]).toEqual([kind, 401, 'Bearer']);
    }
  });
});

describe('routes of workloads', () => {
  it('are public, but for those that ask for a role', async () => {
    expect((await api.fetch('/weather/forecasts')).status).toBe(200);
    expect((await api.fetch('/weather/forecasts/drafts')).status).toBe(401);
    const as = async (role: Role) => {
      const headers = { Authorization: `Bearer ${await api.key({ role })}` };
      return (await api.fetch('/weather/forecasts/drafts', { headers })).status;
    };
    expect([await as('viewer'), await as('operator'), await as('admin')]).toEqual([403, 200, 200]);
  });
});

describe('keys', () => {
  it('are made, shown once, listed without their secret, rotated and revoked', async () => {
    const admin = api.client();
    const { data: made } = await admin.POST('/keys', { body: { name: 'ci', role: 'operator' } });
    const { data: shown } = await admin.GET('/keys/{id}', { params: { path: { id: made!.id } } });
    expect(shown).toMatchObject({
      name: 'ci',
      role: 'operator',
      createdBy: 'first admin',
      start: made!.key!.slice(0, 9),
    });
    expect(shown).not.toHaveProperty('key');
    const { data: list } = await admin.GET('/keys');
    expect(JSON.stringify(list)).not.toContain(made!.key!);

    const works = async (key: string) =>
      (await api.fetch('/keys', { headers: { Authorization: `Bearer ${key}` } })).status;
    expect(await works(made!.key!)).toBe(403);
    const { data: rotated } = await admin.POST('/keys/{id}/rotate', { params: { path: { id: made!.id } } });
    expect([await works(made!.key!), await works(rotated!.key!)]).toEqual([401, 403]);
    const { data: revoked } = await admin.POST('/keys/{id}/revoke', { params: { path: { id: made!.id } } });
    expect(revoked!.revokedAt).not.toBeNull();
    expect(await works(rotated!.key!)).toBe(401);
    const { data: again } = await admin.POST('/keys/{id}/revoke', { params: { path: { id: made!.id } } });
    expect(again).toEqual(revoked);
  });

  it('have names that are taken until they are revoked', async () => {
    const admin = api.client();
    const body = { name: 'twin', role: 'viewer' as const };
    const { data } = await admin.POST('/keys', { body });
    await expect(admin.POST('/keys', { body })).rejects.toMatchObject({ status: 409, code: 'NAME_TAKEN' });
    await admin.POST('/keys/{id}/revoke', { params: { path: { id: data!.id } } });
    expect((await admin.POST('/keys', { body })).response.status).toBe(201);
  });

  it('tell when they were last used', async () => {
    const key = await api.key({ role: 'viewer' });
    await api.fetch('/status', { headers: { Authorization: `Bearer ${key}` } });
    const { data } = await api.client().GET('/keys');
    expect(data!.items.find(({ start }) => start === key.slice(0, 9))?.lastUsedAt).not.toBeNull();
  });

  it('of publishers name workloads, and of others none', async () => {
    await expect(api.client().POST('/keys', { body: { name: 'p', role: 'publisher' } })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      problem: { issues: [{ path: 'body.workloads', message: expect.stringContaining('at least one workload') }] },
    });
  });

  it('are kept as hashes and never logged', async () => {
    const key = await api.key({ role: 'admin' });
    await api.fetch('/keys', { headers: { Authorization: `Bearer ${key}` } });
    await api.fetch(`/keys/nothing?key=${key}`, { headers: { Authorization: `Bearer ${key}` } });
    const { data } = await api.client().POST('/keys', { body: { name: 'logged', role: 'viewer' } });
    const rows: { text: string }[] = await api.dataSource.query(
      `SELECT k::text AS text FROM kickoff.api_keys k UNION ALL SELECT a::text FROM kickoff.audit a`,
    );
    expect(api.log).toContain('"path":"/api/v1/keys/nothing"');
    for (const secret of [key, api.adminKey, data!.key!]) {
      expect(api.log).not.toContain(secret);
      for (const { text } of rows) expect(text).not.toContain(secret);
    }
  });
});

describe('the audit', () => {
  it('has every successful write: who, what, before and after', async () => {
    const admin = api.client();
    const { data: made } = await admin.POST('/keys', { body: { name: 'audited', role: 'viewer' } });
    const path = { id: made!.id };
    await admin.POST('/keys/{id}/revoke', { params: { path, header: { 'X-Request-Id': 'audited-1' } } });
    await expect(admin.POST('/keys', { body: { name: '', role: 'viewer' } })).rejects.toThrow('body.name');
    const { data } = await admin.GET('/audit', { params: { query: { limit: 2 } } });
    expect(data!.items).toMatchObject([
      {
        who: 'first admin',
        operation: 'revokeKey',
        requestId: 'audited-1',
        target: `/keys/${path.id}/revoke`,
        before: { name: 'audited', revokedAt: null },
        after: { name: 'audited', revokedAt: expect.any(String) },
      },
      { operation: 'createKey', target: '/keys', before: null, after: { name: 'audited' } },
    ]);
    expect(data!.items[1]!.after).not.toHaveProperty('key');
  });

  it('is read page by page', async () => {
    const admin = api.client();
    for (const name of ['one', 'two', 'three']) await admin.POST('/keys', { body: { name, role: 'viewer' } });
    const query = { limit: 2, operation: 'createKey' };
    const first = (await admin.GET('/audit', { params: { query } })).data!;
    const second = (await admin.GET('/audit', { params: { query: { ...query, cursor: first.next! } } })).data!;
    const names = [...first.items, ...second.items].map(({ after }) => (after as { name: string }).name);
    expect(names.slice(0, 3)).toEqual(['three', 'two', 'one']);
    await expect(admin.GET('/audit', { params: { query: { cursor: 'x' } } })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});
