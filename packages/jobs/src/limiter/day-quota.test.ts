import { describe, expect, it } from '@jest/globals';
import { DayQuota, nextMidnight } from './day-quota.js';

describe('DayQuota', () => {
  const noon = Date.parse('2026-02-04T12:00:00Z');

  it('counts from 00:00 UTC, and over midnight on both days', () => {
    const quota = new DayQuota();
    const midnight = nextMidnight(noon);
    quota.count(noon, noon, 3);
    quota.count(midnight - 5, midnight + 5, 2);
    expect(quota.remaining(noon, 10)).toBe(5);
    expect(quota.remaining(midnight, 10)).toBe(8);
    quota.giveBack(noon, noon, 1);
    expect(quota.remaining(noon, 10)).toBe(6);
  });

  it('follows the upstream downwards and up to its own count', () => {
    const quota = new DayQuota();
    quota.count(noon, noon, 3);
    quota.observe(noon, 4, 100);
    expect(quota.remaining(noon, 10)).toBe(4);
    quota.count(noon, noon, 1);
    expect(quota.remaining(noon, 10)).toBe(3);
    quota.observe(noon, 90, 100);
    expect(quota.remaining(noon, 10)).toBe(6);
  });

  it('does not take the rest of yesterday for that of today', () => {
    const quota = new DayQuota();
    quota.observe(nextMidnight(noon) + 2_000, 0, 100);
    expect(quota.remaining(nextMidnight(noon) + 2_000, 100)).toBe(100);
  });
});
