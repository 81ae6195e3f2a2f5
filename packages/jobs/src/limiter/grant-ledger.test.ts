import { describe, expect, it } from '@jest/globals';
import type { LimitWindow } from '@kickoff/contracts';
import { DayQuota, nextMidnight } from './day-quota.js';
import { GrantLedger } from './grant-ledger.js';

const TEN_PER_SECOND: LimitWindow = { limit: 10, perMs: 1_000, kind: 'sliding' };

describe('GrantLedger', () => {
  it('never lets more than the limit into any window, wherever in its tolerance a use begins', () => {
    const ledger = new GrantLedger();
    const windows = [TEN_PER_SECOND, { limit: 25, perMs: 4_000, kind: 'sliding' as const }];
    const uses: number[] = [];
    for (let now = 0; now < 60_000; now += 7) {
      const start = ledger.plan(now, 1, windows);
      if (start - now > 100) continue;
      ledger.grant(String(uses.length), start, start + 12, 1);
      uses.push(start + ((uses.length * 7919) % 13));
    }
    uses.sort((a, b) => a - b);
    for (const { limit, perMs } of windows) {
      for (let index = limit; index < uses.length; index += 1) {
        expect(uses[index]! - uses[index - limit]!).toBeGreaterThanOrEqual(perMs);
      }
    }
    expect(uses.length).toBeGreaterThan((60_000 / 4_000) * 25 * 0.97);
  });

  it('keeps a promised turn for its waiter while newcomers line up behind it', () => {
    const ledger = new GrantLedger();
    const windows = [{ limit: 1, perMs: 10_000, kind: 'sliding' as const }];
    ledger.grant('a', ledger.plan(0, 1, windows), 0, 1);
    const turn = ledger.plan(0, 1, windows);
    ledger.promise('patient', turn, turn, 1);
    expect(turn).toBe(10_000);
    expect(ledger.plan(5_000, 1, windows)).toBe(20_000);
    expect(ledger.turnOf('patient', 8_000, 1)).toBe(10_000);
    expect(ledger.turnOf('stranger', 8_000, 1)).toBeUndefined();
    ledger.grant('b', 10_000, 10_000, 1, 'patient');
    expect(ledger.turnOf('patient', 8_000, 1)).toBeUndefined();
    expect(ledger.plan(8_000, 1, windows)).toBe(20_000);
  });

  it('forgets a promise that nobody redeemed, and gives back what was not used', () => {
    const ledger = new GrantLedger();
    const windows = [{ limit: 1, perMs: 1_000, kind: 'sliding' as const }];
    ledger.promise('gone', 500, 510, 1);
    expect(ledger.plan(501, 1, windows)).toBe(501);
    ledger.grant('unused', 501, 510, 1);
    expect(ledger.giveBack('unused')).toMatchObject({ startsAt: 501, cost: 1 });
    expect(ledger.plan(502, 1, windows)).toBe(502);
  });

  it('counts joined entries of a restored snapshot as the latest of them', () => {
    const ledger = new GrantLedger();
    for (let index = 0; index < 10; index += 1) ledger.grant(String(index), index * 10, index * 10, 1);
    ledger.plan(95, 1, [TEN_PER_SECOND]);
    const next = new GrantLedger();
    next.restore(ledger.snapshot(95, 5));
    expect(next.plan(95, 1, [TEN_PER_SECOND])).toBe(1_010);
  });
});

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
