import { describe, expect, it } from '@jest/globals';
import type { LimitWindow } from '@kickoff/contracts';
import { mostWithin } from '../stage/most-within.js';
import type { LimitState } from './limit-store.js';
import { RateCapacity } from './rate-capacity.js';

const perSecond = (limit: number): LimitWindow => ({ limit, perMs: 1_000, kind: 'sliding' });
const rateOf = (windows: LimitWindow[], ownedSince = -Infinity) =>
  new RateCapacity(windows, ownedSince, undefined, () => {});
const use = (id: string, cost = 1) => ({ id, cost, reserve: 0 });

describe('RateCapacity', () => {
  it('never lets more than the limit into any window, whenever within its grant a use begins', () => {
    const windows: LimitWindow[] = [perSecond(10), { limit: 25, perMs: 4_000, kind: 'sliding' }];
    const rate = rateOf(windows);
    const begins: number[] = [];
    const underWay: { id: string; at: number }[] = [];
    for (let now = 0; now < 60_000; now += 1) {
      for (const { id, at } of underWay.splice(0)) {
        if (at > now) underWay.push({ id, at });
        // Some are never told of: they count as begun when they had to.
        else if (Number(id) % 7 !== 0) rate.begun(id, at);
      }
      const next = use(String(begins.length));
      if (rate.freeAt(now, next) > now) continue;
      rate.take(now, next, 100);
      const at = now + ((begins.length * 7_919) % 101);
      underWay.push({ id: next.id, at });
      begins.push(at);
    }
    for (const { limit, perMs } of windows) expect(mostWithin(begins, perMs)).toBeLessThanOrEqual(limit);
    expect(begins.length).toBeGreaterThan((60_000 / 4_000) * 25 * 0.9);
  });

  it('takes windows before its time for used up', () => {
    expect(rateOf([perSecond(10)], 5_000).freeAt(5_100, use('a'))).toBeGreaterThanOrEqual(6_000);
  });

  it('gives back what was not used, and knows a grant until it has begun', () => {
    const rate = rateOf([perSecond(1)]);
    rate.take(0, use('a'), 250);
    expect(rate.granted('a')).toMatchObject({ useBy: 250 });
    expect(rate.freeAt(1, use('b'))).toBeGreaterThan(1_000);
    rate.release('a');
    expect(rate.freeAt(1, use('b'))).toBe(1);
    rate.take(1, use('b'), 250);
    rate.begun('b', 20);
    expect(rate.granted('b')).toBeUndefined();
    expect(rate.freeAt(30, use('c'))).toBeCloseTo(20 + 1_001);
  });

  it('counts a cost as so many uses', () => {
    const rate = rateOf([perSecond(5)]);
    rate.take(0, use('a', 4), 0);
    expect(rate.freeAt(1, use('b'))).toBe(1);
    expect(rate.freeAt(1, use('c', 2))).toBeGreaterThan(1_000);
  });

  it('grants of a long window what is written down, and what a next owner is told', async () => {
    const written: LimitState[] = [];
    let again = (): void => {};
    const saved = new Promise<void>((resolve) => (again = resolve));
    const hourly: LimitWindow = { limit: 1_000, perMs: 3_600_000, kind: 'sliding' };
    const rate = new RateCapacity(
      [hourly],
      0,
      async (state) => {
        written.push(state);
      },
      () => again(),
    );
    expect(rate.freeAt(100, use('a'))).toBe(Infinity);
    await saved;
    expect(rate.freeAt(100, use('a'))).toBe(100);
    for (let n = 0; n < 10; n += 1) rate.take(100, use(`a${n}`), 0);
    expect(written).toHaveLength(1);
    const next = rateOf([hourly]);
    next.restore(written[0]!);
    // A slice of ten may have been used.
    for (let n = 0; n < 990; n += 1) next.take(200, use(`b${n}`), 0);
    expect(next.freeAt(200, use('c'))).toBeGreaterThan(3_600_000);
  });

  it('estimates turns by the place in line', () => {
    const rate = rateOf([perSecond(2)]);
    rate.take(0, use('a'), 0);
    rate.take(500, use('b'), 0);
    const turns = [1, 2, 3, 4, 5].map((place) => Math.round(rate.turnAt(600, place)));
    expect(turns).toEqual([1_001, 1_501, 2_002, 2_502, 3_003]);
  });

  it('counts what was used before when its windows change', () => {
    const rate = rateOf([perSecond(10)]);
    for (let n = 0; n < 6; n += 1) rate.take(n * 100, use(`a${n}`), 0);
    expect(rate.freeAt(600, use('b'))).toBe(600);
    rate.setWindows([perSecond(2)]);
    expect(rate.freeAt(600, use('b'))).toBeCloseTo(400 + 1_001);
    rate.setWindows([perSecond(7)]);
    expect(rate.freeAt(600, use('b'))).toBe(600);
  });

  it('goes by an override before what the upstream states, and by that before the code', async () => {
    const rate = rateOf([perSecond(1)]);
    await rate.adopt([perSecond(2)], 0);
    rate.setTerms([perSecond(1)], undefined);
    expect(rate.refusal(0, use('a', 2))).toBeUndefined();
    rate.setTerms([perSecond(1)], [perSecond(5)]);
    expect(rate.refusal(0, use('a', 5))).toBeUndefined();
    rate.setTerms([perSecond(1)], undefined);
    expect(rate.refusal(0, use('a', 3))).toMatchObject({ reason: 'cost 3 is more than the limit of 2' });
  });

  it('keeps uses for windows that hold again later', () => {
    const slow: LimitWindow = { limit: 3, perMs: 60_000, kind: 'sliding' };
    const rate = rateOf([slow]);
    for (let n = 0; n < 3; n += 1) rate.take(0, use(`a${n}`), 0);
    rate.setWindows([perSecond(1)], [slow]);
    expect(rate.freeAt(30_000, use('b'))).toBe(30_000);
    expect(rate.isIdle(30_000)).toBe(false);
    rate.setWindows([slow]);
    expect(rate.freeAt(30_000, use('b'))).toBeCloseTo(60_060);
  });

  it('remembers its latest uses for windows that are longer than any before', () => {
    const rate = new RateCapacity([perSecond(10)], -Infinity, undefined, () => {}, 100);
    for (let n = 0; n < 1_000; n += 1) {
      expect(rate.freeAt(n * 200, use(`a${n}`))).toBe(n * 200);
      rate.take(n * 200, use(`a${n}`), 0);
    }
    rate.setWindows([{ limit: 50, perMs: 60_000, kind: 'sliding' }]);
    // The fiftieth from the end must have left the window.
    expect(rate.freeAt(200_000, use('b'))).toBeCloseTo(190_000 + 60_060);
    expect(rateOf([perSecond(10)]).isIdle(0)).toBe(true);
  });

  it('counts the uses of a day before it had a quota', () => {
    const rate = rateOf([perSecond(10)]);
    for (let n = 0; n < 6; n += 1) rate.take(0, use(`a${n}`), 0);
    rate.setWindows([{ limit: 7, perMs: 86_400_000, kind: 'utc-day' }]);
    expect(rate.status(5_000)).toMatchObject({ dayRemaining: 1, dayLimit: 7 });
  });
});
