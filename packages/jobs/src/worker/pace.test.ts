import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

describe('the pace of jobs that end', () => {
  it('is that of the last full window, and a break between two does not count', () => {
    const pace = new Pace();
    let now = 1_000;
    const end = (jobs: number, everyMs: number) => {
      for (let job = 0; job < jobs; job += 1) pace.count((now += everyMs));
    };
    end(1_000, 0.1);
    expect(pace.perMs).toBeCloseTo(10, 0);
    end(1_000, 1);
    expect(pace.perMs).toBeCloseTo(1, 0);
    now += 60_000;
    end(1, 0);
    expect(pace.perMs).toBeCloseTo(1, 0);
    end(2_000, 0.05);
    expect(pace.perMs).toBeCloseTo(20, 0);
  });
});
