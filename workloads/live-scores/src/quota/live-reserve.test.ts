import { describe, expect, it } from '@jest/globals';
import { liveReserve } from './live-reserve.js';

const INTERVALS = { football: 15_000, basketball: 10_000 };

describe('liveReserve', () => {
  it('keeps what live polls need for the rest of the day', () => {
    expect(liveReserve(Date.UTC(2026, 1, 4), INTERVALS, 100_000)).toBe(5_760 + 8_640);
    expect(liveReserve(Date.UTC(2026, 1, 4, 23), INTERVALS, 100_000)).toBe(240 + 360);
  });

  it('keeps no more than the setting', () => {
    expect(liveReserve(Date.UTC(2026, 1, 4), INTERVALS, 500)).toBe(500);
  });
});
