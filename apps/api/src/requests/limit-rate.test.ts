import { describe, expect, it } from '@jest/globals';
import { defineWorkload } from '@kickoff/contracts';
import { apiForTest } from '../testing/api-for-test.js';

const api = apiForTest({
  workload: defineWorkload({ name: 'weather', summary: 'Looks at the sky.', contracts: [], queues: {} }),
  environment: { KICKOFF_API_RATE_PER_ADDRESS: '5', KICKOFF_API_RATE_PER_KEY: '8' },
});

async function spend(headers: Record<string, string>, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await api.fetch('/status', { headers })).status);
  return statuses;
}

describe('the rate of requests', () => {
  it('is limited per key, and per address without a good one', async () => {
    const keys = [await api.key({}), await api.key({})];
    for (const key of keys) {
      const statuses = await spend({ Authorization: `Bearer ${key}` }, 9);
      expect(statuses).toEqual([...Array.from({ length: 8 }, () => 200), 429]);
    }
    // What is no good key does not get its caller a count of its own.
    const forged = await Promise.all(
      [1, 2, 3].map((n) => spend({ Authorization: `Bearer kk_${String(n).repeat(43)}` }, 1)),
    );
    expect(forged.flat()).toEqual([200, 200, 200]);
    expect(await spend({}, 3)).toEqual([200, 200, 429]);
    const response = await api.fetch('/status');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      code: 'RATE_LIMITED',
      detail: 'this address may make 5 requests per minute',
    });
  });
});
