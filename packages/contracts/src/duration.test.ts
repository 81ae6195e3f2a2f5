import { describe, expect, it } from '@jest/globals';
import { durationMs, type Duration } from './duration.js';

describe('durationMs', () => {
  it.each<[Duration, number]>([
    ['250ms', 250],
    ['30s', 30_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['90d', 7_776_000_000],
    ['1.5s', 1_500],
    ['0.0005s', 1],
    ['0s', 0],
  ])('reads %s', (duration, ms) => {
    expect(durationMs(duration)).toBe(ms);
  });

  it.each(['', '30', 's', '30 s', '-1s', '1h30m', '30S', '1w', '1e3ms', ' 5s', '5s\n', '.5s'])(
    'refuses %j with its path and an example',
    (text) => {
      expect(() => durationMs(text as Duration, 'live-scores.poll-matches.timeout')).toThrow(
        `live-scores.poll-matches.timeout must be a number and a unit (ms, s, m, h, d) such as '30s', got ${JSON.stringify(text)}`,
      );
    },
  );
});
