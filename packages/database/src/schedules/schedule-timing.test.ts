import { describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from '@kickoff/contracts';
import { compileTiming, firingsBetween, latestFiring, nextFiring, nextFirings, repeats } from './schedule-timing.js';

const at = (text: string): number => Date.parse(text);
const every = (everyMs: number) => compileTiming({ everyMs, cron: undefined, timeZone: 'UTC' }, 'demo.poll');
const cron = (text: string, timeZone = 'UTC') =>
  compileTiming({ everyMs: undefined, cron: text, timeZone }, 'demo.poll');

describe('compileTiming', () => {
  it.each([
    [10_000, '*/10 * * * * *'],
    [60_000, '0 */1 * * * *'],
    [900_000, '0 */15 * * * *'],
    [21_600_000, '0 0 */6 * * *'],
    [86_400_000, '0 0 0 * * *'],
  ])('makes every %d ms a cron rule, which keeps its phase when it is written again', (everyMs, expected) => {
    expect(every(everyMs)).toEqual({ kind: 'cron', cron: expected, timeZone: 'UTC' });
  });

  it.each([7_000, 90_000, 25 * 3_600_000])('anchors every %d ms to the epoch', (everyMs) => {
    const timing = every(everyMs);
    expect(timing).toEqual({ kind: 'anchored', everyMs });
    const first = nextFiring(timing, at('2026-02-04T12:00:00.001Z'));
    expect(first % everyMs).toBe(0);
    expect(nextFiring(timing, first)).toBe(first + everyMs);
  });

  it('puts seconds before five fields and keeps six', () => {
    expect(cron('30 3 * * *')).toMatchObject({ cron: '0 30 3 * * *' });
    expect(cron('5 30 3 * * MON-FRI', 'Europe/Paris')).toEqual({
      kind: 'cron',
      cron: '5 30 3 * * MON-FRI',
      timeZone: 'Europe/Paris',
    });
  });

  it('knows the next firing in a time zone', () => {
    expect(new Date(nextFiring(cron('30 3 * * *', 'Europe/Paris'), at('2026-07-01T12:00:00Z'))).toISOString()).toBe(
      '2026-07-02T01:30:00.000Z',
    );
  });

  it.each([
    ['61 * * * *', 'field 1 (minute)'],
    ['0 25 * * *', 'field 2 (hour)'],
    ['0 0 0 L * *', 'field 4 (day of month)'],
    ['* * * 13 *', 'field 4 (month)'],
    ['* * * * #', 'field 5 (day of week)'],
    ['* * *', 'must have 5 fields, or 6 with seconds first, got 3'],
  ])('says where %s is wrong', (text, where) => {
    expect(() => cron(text)).toThrow(ConfigurationInvalid);
    expect(() => cron(text)).toThrow(where);
    expect(() => cron(text)).toThrow(/^demo\.poll\.cron/);
  });

  it('names a wrong time zone and a wrong interval', () => {
    expect(() => cron('* * * * *', 'Europe/Pariss')).toThrow('demo.poll.timeZone must be an IANA name');
    expect(() => every(1_500)).toThrow('demo.poll.every must be whole seconds, at least 1s, got 1500 ms');
  });
});

describe('firings where clocks change', () => {
  const berlin = cron('30 2 * * *', 'Europe/Berlin');
  const days = (after: string) => nextFirings(berlin, at(after), 3).map((firing) => new Date(firing).toISOString());

  it('are once on the day that has no 02:30 in Berlin, an hour later by the clock', () => {
    expect(days('2027-03-27T12:00:00Z')).toEqual([
      '2027-03-28T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
      '2027-03-30T00:30:00.000Z',
    ]);
  });

  it('are once on the day that has 02:30 twice in Berlin, at the first', () => {
    expect(days('2026-10-24T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ]);
  });

  it('are not left to the broker, which may skip or repeat them', () => {
    expect(repeats(berlin)).toBe(false);
    expect(repeats(cron('30 2 * * *'))).toBe(true);
    expect(repeats(every(7_000))).toBe(false);
  });

  it('are looked for backwards and in ranges', () => {
    expect(latestFiring(cron('30 2 * * *'), at('2026-11-28T02:30:00Z'))).toBe(at('2026-11-28T02:30:00Z'));
    expect(latestFiring(cron('30 2 * * *'), at('2026-11-28T02:29:59.999Z'))).toBe(at('2026-11-27T02:30:00Z'));
    expect(latestFiring(every(7_000), 20_999)).toBe(14_000);
    expect(firingsBetween(every(7_000), 7_000, 21_000, 10)).toEqual([14_000, 21_000]);
    expect(firingsBetween(every(7_000), 7_000, 210_000, 2)).toEqual([14_000, 21_000]);
  });
});
