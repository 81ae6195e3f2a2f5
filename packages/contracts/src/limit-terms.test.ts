import { describe, expect, it } from '@jest/globals';
import { compileLimitTerms } from './limit-terms.js';

describe('compileLimitTerms', () => {
  it('makes windows of a rate and a number at once', () => {
    const windows = [
      { limit: 5, per: '1s' },
      { limit: 100, per: 'utc-day' },
    ];
    expect(compileLimitTerms({ windows }, 'override')).toEqual({
      windows: [
        { limit: 5, perMs: 1_000, kind: 'sliding' },
        { limit: 100, perMs: 86_400_000, kind: 'utc-day' },
      ],
    });
    expect(compileLimitTerms({ atOnce: 3 }, 'override')).toEqual({ windows: [], atOnce: 3 });
  });

  const shapes = 'override must be { windows: [{ limit, per }, …] } or { atOnce }';
  it.each([
    [undefined, shapes],
    [null, shapes],
    [{ windows: [] }, shapes],
    [{ windows: [{ limit: 1, per: '1s' }], atOnce: 1 }, shapes],
    [{ atOnce: 1, other: 1 }, shapes],
    [{ atOnce: 0 }, 'override.atOnce must be a whole number of at least 1, got 0'],
    [{ windows: [{ limit: 1.5, per: '1s' }] }, 'override.windows[0].limit must be a whole number'],
    [{ windows: [{ per: '1s' }] }, 'override.windows[0].limit must be a whole number'],
    [{ windows: [{ limit: 1 }] }, 'override.windows[0] must be { limit, per }'],
    [{ windows: [{ limit: 1, per: 'day' }] }, 'override.windows[0].per must be a number and a unit'],
    [{ windows: [{ limit: 1, per: '0s' }] }, 'override.windows[0].per must be at least 1ms'],
  ])('refuses %j', (given, message) => {
    expect(() => compileLimitTerms(given, 'override')).toThrow(message);
  });
});
