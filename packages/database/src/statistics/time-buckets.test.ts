import { describe, expect, it } from '@jest/globals';
import { platformDatabase } from '../testing/platform-database.js';
import { bucketSql, percentilesOf } from './time-buckets.js';

describe('histograms of times', () => {
  const database = platformDatabase();
  const bucketOf = async (ms: number): Promise<number> => {
    const [row] = await database.dataSource.query<{ bucket: number }[]>(
      `SELECT ${bucketSql('$1::double precision')} AS bucket`,
      [ms],
    );
    return row!.bucket;
  };

  it.each([1, 1.5, 7, 99, 1_000, 61_234, 86_400_000, 30 * 86_400_000])('are within 2 %% at %d ms', async (ms) => {
    const { p50 } = percentilesOf({ buckets: [await bucketOf(ms)], counts: [1] })!;
    expect(Math.abs(p50 - ms) / ms).toBeLessThan(0.02);
  });

  it('take any time, also one that no clock should say', async () => {
    expect(await bucketOf(-5)).toBe(0);
    expect(await bucketOf(0)).toBe(0);
    expect(await bucketOf(1e300)).toBe(800);
  });

  it('tell the least time that so many are not above; nothing of nothing', () => {
    expect(percentilesOf({ buckets: [], counts: [] })).toBeUndefined();
    const { p50, p95, p99 } = percentilesOf({ buckets: [0, 10, 20], counts: [50, 45, 5] })!;
    expect(p50).toBe(0);
    expect(p95).toBeCloseTo(1.04 ** 9.5, 1);
    expect(p99).toBeCloseTo(1.04 ** 19.5, 1);
  });
});
