import { describe, expect, it } from '@jest/globals';
import { SPORTS } from '../sports/sport.js';
import { MatchDay, type MatchDayOptions } from './match-day.js';
import { pointsOf } from './simulated-match.js';

const NOW = Date.UTC(2026, 10, 22, 15);
const MINUTE_MS = 60_000;

const day = (options: Partial<MatchDayOptions> = {}) =>
  new MatchDay({
    sport: 'football',
    seed: 'test',
    matches: 50,
    mode: 'endless',
    speed: 1,
    pauseMinutes: 0,
    defects: false,
    ...options,
  });

describe('MatchDay', () => {
  it.each(SPORTS)('plays the same matches of %s for the same seed, and others for another', (sport) => {
    const ids = (seed: string) =>
      day({ sport, seed })
        .live(NOW)
        .map(({ match, minute }) => [match.id, match.home.id, minute]);
    expect(ids('a')).toEqual(ids('a'));
    expect(ids('a')).not.toEqual(ids('b'));
  });

  it('keeps about as many matches in play as it was told, at any speed', () => {
    for (const speed of [1, 60]) {
      for (const later of [0, 47, 123]) {
        expect(day({ speed }).live(NOW + later * MINUTE_MS).length).toBeGreaterThan(43);
      }
    }
  });

  it('plays a day of exactly so many matches', () => {
    const whole = day({ mode: 'day', matches: 1_275 }).ofDate('2026-11-22', NOW);
    expect(whole).toHaveLength(1_275);
    expect(new Set(whole.map(({ match }) => match.id)).size).toBe(1_275);
    expect(new Set(whole.map(({ phase }) => phase))).toEqual(new Set(['scheduled', 'live', 'finished']));
  });

  it('drops a match from the live list when it ends, and knows by id how it ended', () => {
    const matches = day();
    const { match } = matches.live(NOW)[0]!;
    const later = NOW + 120 * MINUTE_MS;
    expect(matches.live(later).map((instant) => instant.match.id)).not.toContain(match.id);
    expect(matches.byId(match.id, later)).toMatchObject({ phase: 'finished', match: { id: match.id } });
  });

  it('never takes points back without defects, and sometimes with them', () => {
    const goesDown = (defects: boolean) => {
      const matches = day({ defects, matches: 80, mode: 'day' });
      return matches.ofDate('2026-11-22', NOW).some(({ match }) => {
        const goals = Array.from({ length: 120 }, (_, minute) => {
          const instant = matches.byId(match.id, match.kickOff + minute * MINUTE_MS)!;
          return pointsOf(instant, 'home');
        });
        return goals.some((points, minute) => points < (goals[minute - 1] ?? 0));
      });
    };
    expect(goesDown(false)).toBe(false);
    expect(goesDown(true)).toBe(true);
  });

  it('does to a match what it was told', () => {
    const matches = day();
    const { match } = matches.live(NOW)[0]!;
    matches.interference.set(match.id, { vanished: true });
    expect(matches.live(NOW).map((instant) => instant.match.id)).not.toContain(match.id);
    expect(matches.byId(match.id, NOW)?.phase).toBe('finished');
  });

  it('knows no id of another sport', () => {
    const { match } = day({ sport: 'basketball' }).live(NOW)[0]!;
    expect(day().byId(match.id, NOW)).toBeUndefined();
  });
});
