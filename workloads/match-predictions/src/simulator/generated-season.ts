import { Random } from '@kickoff/upstream/simulator';
import type { League } from '../football-data/league.js';
import { seasonStart, type Season } from '../football-data/season.js';

/** A season that follows from a seed: strong teams win more often, and bookmakers nearly know by how much. */

export interface GeneratedMatch {
  /** `YYYY-MM-DD`, a Saturday. */
  date: string;
  home: string;
  away: string;
  goals: { home: number; away: number };
  shots: { home: number; away: number };
  shotsOnTarget: { home: number; away: number };
  /** Decimal odds for home, draw and away, by bookmaker. */
  odds: Readonly<Record<'B365' | 'PS' | 'Avg', readonly [number, number, number]>>;
}

/** Every match kicks off then, in the United Kingdom. */
export const KICK_OFF = '15:00';

const TEAMS: Readonly<Record<League, number>> = { D1: 18, E0: 20, F1: 18, I1: 20, SP1: 20 };
const TOWNS = ['Ash', 'Birch', 'Cedar', 'Dale', 'Elm', 'Ford', 'Glen', 'Hill', 'Iver', 'Kirk', 'Lake', 'Mill', 'Nor'];
const CLUBS = ['Athletic', 'City', 'Rovers', 'Town', 'United', 'Wanderers'];
const DAY_MS = 86_400_000;
const HOME_GOALS = 1.5;
const AWAY_GOALS = 1.2;
const MOST_GOALS = 9;
const MARGINS = { B365: 1.05, PS: 1.025, Avg: 1.055 };

/** The matches of a season in the order of their days, all with the result that they will have. */
export function generatedSeason(seed: string, league: League, season: Season): GeneratedMatch[] {
  const random = new Random(seed, league, season);
  const strength = new Map(teamsOf(league).map((team) => [team, strengthOf(seed, league, season, team)]));
  return pairings([...strength.keys()]).flatMap((pairs, round) => {
    const date = dayOfRound(season, round);
    return pairs.map(([home, away]) => {
      const advantage = strength.get(home)! - strength.get(away)!;
      const expected = { home: HOME_GOALS * Math.exp(advantage), away: AWAY_GOALS * Math.exp(-advantage) };
      const goals = { home: poisson(random, expected.home), away: poisson(random, expected.away) };
      const shotsOnTarget = shotsFor(random, goals, expected, 2.2);
      const shots = shotsFor(random, shotsOnTarget, expected, 5);
      return { date, home, away, goals, shots, shotsOnTarget, odds: oddsFor(random, expected) };
    });
  });
}

function teamsOf(league: League): string[] {
  return Array.from({ length: TEAMS[league] }, (_, index) => {
    const town = `${TOWNS[index % TOWNS.length]}${index < TOWNS.length ? 'ton' : 'ham'}`;
    return `${town} ${CLUBS[index % CLUBS.length]} ${league}`;
  });
}

/** A team is about as strong as the season before. */
function strengthOf(seed: string, league: League, season: Season, team: string): number {
  const lasting = normal(new Random(seed, league, team));
  const ofSeason = normal(new Random(seed, league, team, season));
  return 0.25 * lasting + 0.1 * ofSeason;
}

/** Every team meets every other twice, once at home: rounds by the circle method. */
function pairings(teams: readonly string[]): [string, string][][] {
  const [fixed, ...circle] = teams;
  const half = Array.from({ length: teams.length - 1 }, (_, round) => {
    const turned = [fixed!, ...circle.slice(round), ...circle.slice(0, round)];
    return Array.from({ length: teams.length / 2 }, (__, pair): [string, string] => {
      const [one, other] = [turned[pair]!, turned[turned.length - 1 - pair]!];
      return (round + pair) % 2 === 0 ? [one, other] : [other, one];
    });
  });
  return [...half, ...half.map((round) => round.map(([home, away]): [string, string] => [away, home]))];
}

/** Weekly from the Saturday after the tenth of August on. */
function dayOfRound(season: Season, round: number): string {
  const tenth = Date.UTC(seasonStart(season), 7, 10);
  const toSaturday = (6 - new Date(tenth).getUTCDay() + 7) % 7;
  return new Date(tenth + (toSaturday + 7 * round) * DAY_MS).toISOString().slice(0, 10);
}

function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > least && count < MOST_GOALS) {
    product *= random.next();
    count += 1;
  }
  return count;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** No fewer than what came of them. */
function shotsFor(random: Random, came: Sides, expected: Sides, perGoal: number): Sides {
  return {
    home: came.home + poisson(random, expected.home * perGoal * 0.6),
    away: came.away + poisson(random, expected.away * perGoal * 0.6),
  };
}

interface Sides {
  home: number;
  away: number;
}

function oddsFor(random: Random, expected: Sides): GeneratedMatch['odds'] {
  const believed = { home: expected.home * doubt(random), away: expected.away * doubt(random) };
  const probabilities = outcomesOf(believed);
  const odds = (margin: number) =>
    probabilities.map((probability) => Math.max(1.01, Math.round(100 / (probability * margin)) / 100));
  const of = (margin: number) => odds(margin) as [number, number, number];
  return { B365: of(MARGINS.B365), PS: of(MARGINS.PS), Avg: of(MARGINS.Avg) };
}

function doubt(random: Random): number {
  return Math.exp(0.05 * normal(random));
}

/** Of home win, draw and away win, when goals of both are Poisson numbers. */
function outcomesOf({ home, away }: Sides): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let homeGoals = 0; homeGoals <= MOST_GOALS; homeGoals += 1) {
    for (let awayGoals = 0; awayGoals <= MOST_GOALS; awayGoals += 1) {
      const outcome = homeGoals > awayGoals ? 0 : homeGoals === awayGoals ? 1 : 2;
      sums[outcome] += chanceOf(home, homeGoals) * chanceOf(away, awayGoals);
    }
  }
  return sums;
}

function chanceOf(mean: number, count: number): number {
  let chance = Math.exp(-mean);
  for (let each = 1; each <= count; each += 1) chance *= mean / each;
  return chance;
}
