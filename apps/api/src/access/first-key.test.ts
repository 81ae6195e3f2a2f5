import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { defineWorkload } from '@kickoff/contracts';
import { AccessKeyStore, isKey } from '@kickoff/database';
import { createLog } from '@kickoff/nest';
import { apiForTest } from '../testing/api-for-test.js';
import { FirstKey } from './first-key.js';

const api = apiForTest({
  workload: defineWorkload({ name: 'weather', summary: 'Looks at the sky.', contracts: [], queues: {} }),
});

function replica(adminKey?: string): FirstKey {
  const settings = { KICKOFF_API_ADMIN_KEY: adminKey } as ConstructorParameters<typeof FirstKey>[0]['settings'];
  return new FirstKey({ settings, log: createLog('api', 'silent') }, new AccessKeyStore(api.dataSource));
}

function printed(): string[] {
  const lines: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  return lines;
}

describe('the first key', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await api.dataSource.query('DELETE FROM kickoff.api_keys');
  });

  it('is that of the settings, and then nothing is printed', async () => {
    const lines = printed();
    expect((await api.client().GET('/keys')).data!.items).toMatchObject([{ name: 'first admin', role: 'admin' }]);
    await api.dataSource.query('DELETE FROM kickoff.api_keys');
    expect(await replica(api.adminKey).runOnce()).toEqual({ made: 1 });
    expect(lines).toEqual([]);
  });

  it('is made and printed by one of many replicas, once', async () => {
    const lines = printed();
    const made = await Promise.all([1, 2, 3, 4].map(() => replica().runOnce()));
    expect(made.filter((counts) => counts.made === 1)).toHaveLength(1);
    expect(await replica().runOnce()).toEqual({ made: 0 });
    expect(lines).toHaveLength(1);
    const [key = ''] = /kk_\S+/.exec(lines[0]!) ?? [];
    expect(isKey(key)).toBe(true);
    expect((await api.client(key).GET('/keys')).data!.items).toHaveLength(1);
    expect(api.log).not.toContain(key);
  });
});
