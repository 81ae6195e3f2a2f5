import { describe, expect, it } from '@jest/globals';
import { judgePlayer } from './judge-player.js';
import type { PlayedGame, PlayerSample } from './player-sample.js';

const DAY_MS = 86_400_000;

function game(index: number, said: Partial<PlayedGame> = {}): PlayedGame {
  return {
    startedAt: Date.UTC(2026, 0, 30) - index * DAY_MS,
    minutes: 30,
    champion: `Champion${index % 8}`,
    position: 'MIDDLE',
    win: index % 2 === 0,
    kills: 5,
    deaths: 5,
    assists: 7,
    creepScore: 177,
    ...said,
  };
}

const GOLD = { tier: 'GOLD', division: 'II', leaguePoints: 40 } as const;

/** A usual player of Gold II. */
function usual(said: Partial<PlayerSample> = {}): PlayerSample {
  const games = Array.from({ length: 20 }, (_, index) => game(index));
  return { level: 180, rank: GOLD, wins: 60, losses: 60, games, ranks: [], ...said };
}

const ODD: Record<string, Partial<PlayerSample>> = {
  'level-for-rank': { level: 31 },
  'win-rate': { wins: 90, losses: 30 },
  kda: { games: Array.from({ length: 20 }, (_, index) => game(index, { kills: 12, deaths: 3 })) },
  'creep-score': { games: Array.from({ length: 20 }, (_, index) => game(index, { creepScore: 240 })) },
  'champion-pool': { games: Array.from({ length: 20 }, (_, index) => game(index, { champion: 'Irelia' })) },
  climb: {
    ranks: [
      { at: 0, rank: { tier: 'SILVER', division: 'IV', leaguePoints: 0 }, games: 100 },
      { at: DAY_MS, rank: GOLD, games: 120 },
    ],
  },
  'activity-gap': {
    games: Array.from({ length: 20 }, (_, index) => game(index < 10 ? index : index + 60)),
  },
};

describe('judgePlayer', () => {
  it.each(Object.entries(ODD))('takes an odd %s for a reason, and says it in words', (signal, said) => {
    const { score, contributions, reasons } = judgePlayer(usual(said));
    const before = judgePlayer(usual());
    expect(score).toBeGreaterThan(before.score);
    const odd = contributions.find((each) => each.signal === signal)!;
    const normal = before.contributions.find((each) => each.signal === signal);
    expect(odd.contribution).toBeGreaterThan(normal?.contribution ?? 0);
    expect(reasons).toContain(odd.words);
  });

  it('gives contributions that add up to the score', () => {
    for (const said of [{}, ...Object.values(ODD), Object.assign({}, ...Object.values(ODD)) as Partial<PlayerSample>]) {
      const { score, contributions } = judgePlayer(usual(said));
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 12);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
  });

  it('shares out nothing where the evidence cancels out', () => {
    const { score, contributions } = judgePlayer(usual(ODD['climb']), { base: 0, signals: {} });
    expect(score).toBe(0.5);
    expect(contributions.map(({ contribution }) => contribution)).toEqual([
      0.5,
      ...Array<unknown>(7).fill(expect.closeTo(0)),
    ]);
  });

  it('finds a player with everything odd, and not one of whom little is known', () => {
    expect(judgePlayer(usual({ ...ODD['level-for-rank'], ...ODD['win-rate'], ...ODD['kda'] })).score).toBeGreaterThan(
      0.8,
    );
    const unknown = judgePlayer({ level: 30, rank: null, wins: 0, losses: 0, games: [], ranks: [] });
    expect(unknown).toMatchObject({ contributions: [{ signal: 'base' }], reasons: [] });
    expect(unknown.score).toBeLessThan(0.05);
  });
});
