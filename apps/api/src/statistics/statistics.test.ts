import { describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { MinuteCounter } from '@kickoff/database';
import { handle, JobClient } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const kick = defineJob({ type: 'games.kick-off', summary: 'Begins.', queue: 'pitch', input: z.object({ n: z.int() }) });
const games = defineWorkload({
  name: 'games',
  summary: 'Games.',
  contracts: [kick],
  queues: { pitch: { service: 'external' } },
});
const api = apiForTest({ workload: games });
const backstage = backstageForTest(api, [games]);

describe('statistics', () => {
  it('tell throughput and times by type, in steps, and what jobs reported', async () => {
    await backstage.serve(games, [handle(kick, ({ n }, job) => job.metric('goals', n))]);
    const client = new JobClient(backstage.broker);
    await client.enqueueMany(kick, [{ n: 1 }, { n: 2 }]);
    const admin = api.client();
    const sums = async () => (await admin.GET('/stats/metrics', { params: { query: {} } })).data!.items;
    while ((await sums())[0]?.runs !== 2);
    expect(await sums()).toEqual([{ type: 'games.kick-off', name: 'goals', total: 3, runs: 2 }]);
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    await new MinuteCounter({ dataSource: api.dataSource, now: () => minute + 120_000 }).runOnce();
    const query = { by: 'type', step: '1m', window: '2h' } as const;
    const { data } = await admin.GET('/stats', { params: { query } });
    const succeeded = data!.items.reduce((sum, point) => sum + point.succeeded, 0);
    expect(succeeded).toBe(2);
    expect(data!.items.at(-1)).toMatchObject({ type: 'games.kick-off', failureRate: 0, runMs: expect.anything() });
    expect((await admin.GET('/stats', { params: { query: { queue: 'none' } } })).data!.items).toEqual([]);
    for (const wrong of [
      { step: '1s' },
      { window: '1h', from: '2026-11-27T00:00:00Z' },
      { step: '1m', window: '90d' },
    ]) {
      const refused = admin.GET('/stats', { params: { query: wrong } });
      await expect(refused).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    }
  });
});
