import { describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid } from '@kickoff/contracts';
import { compileTiming, nextFiring } from './schedule-timing.js';

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
