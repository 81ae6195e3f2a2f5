import { describe, expect, it } from '@jest/globals';
import { exponential, fixed, steps, type Backoff } from './backoff.js';
import type { Duration } from './duration.js';

const waits = (backoff: Backoff, attempts: number): number[] =>
  Array.from({ length: attempts }, (_, index) => backoff(index + 1, new Error('failed')));

describe('backoff', () => {
  it('is the same every time when fixed', () => {
    expect(waits(fixed('5s'), 3)).toEqual([5_000, 5_000, 5_000]);
  });

  it('takes step by step and stays on the last one', () => {
    expect(waits(steps('30s', '60s', '120s'), 5)).toEqual([30_000, 60_000, 120_000, 120_000, 120_000]);
  });

  it('grows by its factor up to its longest wait', () => {
    expect(waits(exponential({ first: '1s', factor: 3, max: '20s', jitter: 0 }), 5)).toEqual([
      1_000, 3_000, 9_000, 20_000, 20_000,
    ]);
    expect(waits(exponential({ first: '1s', jitter: 0 }), 2_000).at(-1)).toBe(3_600_000);
  });

  it('is shortened by at most its jitter, and not always by the same', () => {
    const drawn = Array.from({ length: 200 }, () => exponential({ first: '10s', jitter: 0.5 })(1, undefined));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(10_000);
    expect(new Set(drawn).size).toBeGreaterThan(100);
  });

  it('names what is wrong with it', () => {
    const wrong = 'soon' as Duration;
    expect(() => fixed(wrong)).toThrow('backoff.fixed must be a number and a unit');
    expect(() => steps('1s', wrong)).toThrow('backoff.steps[1] must be a number and a unit');
    expect(() => exponential({ first: wrong })).toThrow('backoff.exponential.first must be a number and a unit');
    expect(() => exponential({ first: '1s', max: wrong })).toThrow('backoff.exponential.max must be a number');
    expect(() => exponential({ first: '1s', factor: 0.5 })).toThrow(
      'backoff.exponential.factor must be at least 1, got 0.5',
    );
    expect(() => exponential({ first: '1s', factor: Number.NaN })).toThrow('backoff.exponential.factor must be');
    expect(() => exponential({ first: '1s', jitter: 1.1 })).toThrow(
      'backoff.exponential.jitter must be from 0 to 1, got 1.1',
    );
  });
});
