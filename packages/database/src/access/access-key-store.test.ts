import { describe, expect, it } from '@jest/globals';
import { NameTaken } from '@kickoff/contracts';
import { platformDatabase } from '../testing/platform-database.js';
import { AccessKeyStore } from './access-key-store.js';
import { isKey, newKey } from './access-key.js';

const first = { name: 'first', role: 'admin' as const, payloads: true, workloads: [], createdBy: 'start' };

describe('AccessKeyStore', () => {
  const database = platformDatabase();

  it('makes one first key, however many replicas start at once', async () => {
    const stores = Array.from({ length: 6 }, () => new AccessKeyStore(database.dataSource));
    const made = (await Promise.all(stores.map((store) => store.createFirst(first)))).filter(
      (one) => one !== undefined,
    );
    expect(made).toHaveLength(1);
    expect(isKey(made[0]!.key)).toBe(true);
    expect(await stores[0]!.find(made[0]!.key)).toMatchObject({ name: 'first', role: 'admin' });
    await stores[0]!.revoke(made[0]!.row.id);
    // Whoever revokes the last key does not get an admin at the next start.
    expect(await stores[1]!.createFirst(first)).toBeUndefined();
  });

  it('finds keys that are neither expired nor revoked, and rotates none that is', async () => {
    const store = new AccessKeyStore(database.dataSource);
    const soon = await store.create({ ...first, name: 'soon', expiresAt: new Date(Date.now() + 60_000) });
    expect(await store.find(soon.key)).toBeDefined();
    const late = await store.create({ ...first, name: 'late', expiresAt: new Date(Date.now() - 1) });
    expect(await store.find(late.key)).toBeUndefined();
    const rotated = await store.rotate(soon.row.id);
    expect([await store.find(soon.key), (await store.find(rotated!.key))?.id]).toEqual([undefined, soon.row.id]);
    await store.revoke(soon.row.id);
    expect([await store.find(rotated!.key), await store.rotate(soon.row.id)]).toEqual([undefined, undefined]);
    expect(await store.find(newKey())).toBeUndefined();
  });

  it('keeps names apart', async () => {
    const store = new AccessKeyStore(database.dataSource);
    const results = await Promise.allSettled([1, 2, 3].map(() => store.create({ ...first, name: 'twin' })));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(refused.map((error) => error instanceof NameTaken)).toEqual([true, true]);
  });

  it('writes the use of a key once a minute', async () => {
    const store = new AccessKeyStore(database.dataSource);
    const { key, row } = await store.create({ ...first, name: 'used' });
    await store.find(key);
    const used = (await store.get(row.id))!.lastUsedAt!;
    await store.find(key);
    expect((await store.get(row.id))!.lastUsedAt).toEqual(used);
  });
});
