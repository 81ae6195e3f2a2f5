import { describe, expect, it } from '@jest/globals';
import type { MatchRecord } from '../football-data/match-record.js';
import { RECORDED_SEASONS } from '../testing/recorded-data.js';
import { readFolder } from './read-folder.js';
import { scores, walkForward } from './walk-forward.js';

const recorded = RECORDED_SEASONS.present ? it : it.skip;

/** One league, so that it takes seconds; all of them are measured by `npm run bench -- predictions`. */
function seasons(from: number, to: number): MatchRecord[] {
  return readFolder(RECORDED_SEASONS.folder).matches.filter(({ league, season }) => {
    const year = Number(season.slice(0, 2));
    return league === 'E0' && year >= from && year <= to;
  });
}

describe('walkForward', () => {
  recorded(`says the same of a match whatever is played from its day on${RECORDED_SEASONS.note}`, () => {
    const records = seasons(20, 22);
    const today = '2022-12-03';
    const past = records.filter(({ date }) => date < today);
    const future = records.filter(({ date }) => date >= today);
    // Every result of the future goes to another match.
    const shuffled = future.map((record, index) => {
      const { goals, shots, shotsOnTarget } = future[(index + 37) % future.length]!;
      return { ...record, goals, shots, shotsOnTarget };
    });
    const before = (all: MatchRecord[]) =>
      walkForward(all, { seasons: ['2223'] })
        .predictions.filter(({ record }) => record.date <= past.at(-1)!.date)
        .map(({ predictions }) => predictions);
    const expected = before(records);
    expect(expected.length).toBeGreaterThan(100);
    expect(before([...past, ...shuffled])).toEqual(expected);
    // What has been played does matter.
    expect(before([...shuffled, ...past.map((record) => ({ ...record, goals: { home: 0, away: 3 } }))])).not.toEqual(
      expected,
    );
  });

  recorded(`is nearer to the bookmaker than Elo, and with the market as good as it${RECORDED_SEASONS.note}`, () => {
    const { predictions, withoutOdds } = walkForward(seasons(14, 17), { seasons: ['1718'] });
    const { base, blend, b365, elo, base_rate: baseRate } = scores(predictions);
    expect([base.matches, withoutOdds]).toEqual([380, 0]);
    expect(base.rps).toBeLessThan(elo.rps);
    expect(elo.rps).toBeLessThan(baseRate.rps);
    expect(base.rps).toBeLessThan(b365.rps + 0.01);
    expect(blend.rps).toBeLessThan(b365.rps + 0.002);
  });

  it('says which season is missing', () => {
    expect(() => walkForward([], { seasons: ['2425'] })).toThrow('there are no matches of the season 2425');
  });
});
