import { describe, expect, it } from '@jest/globals';
import { killOf, ledgerOf } from './ledger-for-test.js';
import { ledgerRuns } from './ledger-runs.js';
import { limitComplaints } from './limit-complaints.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('limitComplaints', () => {
  it('is silent about as many as are allowed', () => {
    const ledger = ledgerOf(
      ...numbers(25).map((n) => ['chaos.ask-upstream', `a${n}`, 1_000 + n, 1_000 + n, 1, `k${n}`] as const),
      ['chaos.ask-upstream', 'later', 2_000, 2_001, 1, 'k'],
      ...numbers(8).map((n) => ['chaos.hold-few', `f${n}`, 1_000, 2_000] as const),
      ['chaos.hold-few', 'next', 2_000, 3_000],
      ['chaos.hold-of-key', 'h1', 1_000, 1_500],
      ['chaos.hold-of-key', 'h2', 1_000, 1_500],
      ['chaos.hold-of-key', 'h3', 1_000, 1_500, 1, 'other'],
    );
    expect(limitComplaints(ledgerRuns(ledger, []))).toEqual([]);
  });

  it('finds one start too many within a window', () => {
    const ledger = ledgerOf(
      ...numbers(26).map((n) => ['chaos.ask-upstream', `a${n}`, 1_000 + 39 * n, 1_000 + 39 * n, 1, `k${n}`] as const),
    );
    expect(limitComplaints(ledgerRuns(ledger, []))).toEqual([
      expect.stringMatching(/^upstream within 1s: 26 instead of at most 25: attempt 1 of a0 by 1 from 1000 to 1000; /),
    ]);
  });

  it('finds one too many at once, over all and of a key, whichever type it is of', () => {
    const ledger = ledgerOf(
      ...numbers(9).map((n) => ['chaos.hold-few', `f${n}`, 1_000 + n, 1_010, n] as const),
      ['chaos.hold-of-key', 'h1', 1_000, 1_500],
      ['chaos.hold-of-key', 'h2', 1_100, 1_500],
      ['chaos.ask-upstream', 'h3', 1_499, 1_600],
    );
    expect(limitComplaints(ledgerRuns(ledger, []))).toEqual([
      expect.stringMatching(/^few-at-once at once: 9 instead of at most 8: /),
      expect.stringMatching(/^per-key of k at once: 3 instead of at most 2: .* of h1 .* of h2 .* of h3 /),
    ]);
  });

  it('takes what a killed worker held for free from the kill on, and not before', () => {
    const ledger = ledgerOf(
      ['chaos.hold-of-key', 'h1', 1_000, undefined, 7],
      ['chaos.hold-of-key', 'h2', 1_000, undefined, 7],
      ['chaos.hold-of-key', 'h3', 1_200, 1_300, 8],
    );
    expect(limitComplaints(ledgerRuns(ledger, [killOf('worker', 1_200, 1_250, 7)]))).toEqual([]);
    expect(limitComplaints(ledgerRuns(ledger, [killOf('worker', 1_201, 1_250, 7)]))).toHaveLength(1);
  });

  it('ends each of two runs of one job in one process', () => {
    const ledger = ledgerOf(
      ['chaos.hold-of-key', 'h0', 900, 900],
      ['chaos.hold-of-key', 'h1', 1_000, 1_500, 1],
      ['chaos.hold-of-key', 'h1', 1_100, 1_600, 1],
      ['chaos.hold-of-key', 'h2', 1_600, 1_700, 1],
      ['chaos.hold-of-key', 'h3', 1_600, 1_700, 1],
    );
    expect(limitComplaints(ledgerRuns(ledger, []))).toEqual([]);
  });

  it('counts a job that a kill made run twice at once as one', () => {
    const ledger = ledgerOf(
      ['chaos.hold-of-key', 'h1', 1_000, 1_500, 1],
      ['chaos.hold-of-key', 'h1', 1_100, 1_600, 2],
      ['chaos.hold-of-key', 'h2', 1_200, 1_550, 3],
    );
    expect(limitComplaints(ledgerRuns(ledger, []))).toEqual([]);
    const third = ledgerOf(['chaos.hold-of-key', 'h3', 1_549, 1_700, 4]);
    expect(limitComplaints(ledgerRuns([...ledger, ...third], []))).toHaveLength(1);
  });
});
