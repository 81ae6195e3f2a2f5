import { describe, expect, it } from '@jest/globals';
import { timeOf } from './time-of.js';

const NOW = Date.parse('2026-11-28T12:00:00Z');

describe('a time of the command line', () => {
  it.each([
    ['2h', '2026-11-28T10:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-28T09:00:00+01:00', '2026-11-28T08:00:00.000Z'],
  ])('%s is %s', (text, time) => expect(timeOf('--from', text, NOW)).toBe(time));

  // What a forgotten unit would make of a command that deletes.
  it.each(['5', '90', '-2', '', 'weather 3', '2026-11-28T09:00:00', '2026-13-45'])('%j is refused', (text) => {
    expect(() => timeOf('--from', text, NOW)).toThrow(`--from must be a time, got ${JSON.stringify(text)}`);
  });
});
