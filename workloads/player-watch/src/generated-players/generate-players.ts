import { playGames } from './play-games.js';
import { rankOf } from './ladder.js';
import { Random } from './random.js';

/**
 * Players whose truth is known, to measure the detector by. Nothing here knows how the detector works: people are made of
 * skill, the rank that they are shown at, habits and luck, and what they do follows from that.
 */

export interface GeneratedPlayer {
  /** Whether it is called a smurf, which for a few borderline accounts it is not truly. */
  isSmurf: boolean;
  /** Its skill is so near the border between the two that nobody can be sure. */
  isBorderline: boolean;
  isMislabelled: boolean;
  level: number;
  rank: {
    tier: ReturnType<typeof rankOf>['tier'];
    division: ReturnType<typeof rankOf>['division'];
    leaguePoints: number;
  };
  wins: number;
  losses: number;
  games: ReturnType<typeof playGames>;
  ranks: { at: number; rank: GeneratedPlayer['rank']; games: number }[];
}

const SHARE_OF_SMURFS = 0.15;
/** Of the accounts whose skill is near the border between the two, so many are labelled wrongly. */
const MISLABELLED_SHARE = 0.05;
/** Divisions by which a player is better than its rank: about here nobody can tell. */
const BORDER = { from: 2.5, to: 5.5 };
const NOW = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** @param seed the same seed gives the same players */
export function generatePlayers(count: number, seed: number): GeneratedPlayer[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => generatePlayer(random));
}

function generatePlayer(random: Random): GeneratedPlayer {
  const truly = random.chance(SHARE_OF_SMURFS);
  const place = Math.min(27.9, Math.max(0, truly ? random.normal(10, 4) : random.normal(11, 5.5)));
  /** Divisions between skill and place. */
  const surplus = truly ? random.normal(7.5, 2) : random.normal(0, 2.2);
  const isBorderline = surplus > BORDER.from && surplus < BORDER.to;
  const isMislabelled = isBorderline && random.chance(MISLABELLED_SHARE);

  const season = Math.round(truly ? random.between(30, 140) : random.between(40, 350));
  const winChance = Math.min(0.85, Math.max(0.3, 0.5 + 0.011 * surplus + random.normal(0, 0.025)));
  let wins = 0;
  for (let game = 0; game < season; game += 1) if (random.chance(winChance)) wins += 1;
  const rank = { ...rankOf(place), leaguePoints: Math.floor(random.between(0, 100)) };
  return {
    isSmurf: truly !== isMislabelled,
    isBorderline,
    isMislabelled,
    level: levelOf(random, truly, place),
    rank,
    wins,
    losses: season - wins,
    games: playGames(random, { isSmurf: truly, place, surplus, winChance, until: NOW }),
    ranks: ranksOf(random, { place, surplus, season, rank }),
  };
}

function levelOf(random: Random, isSmurf: boolean, place: number): number {
  // Bought and borrowed accounts are old; there are honest beginners.
  const isOld = isSmurf ? random.chance(0.15) : !random.chance(0.1);
  const level = isOld ? (70 + 9 * place) * Math.exp(random.normal(0, 0.42)) : 30 + random.exponential(35);
  return Math.max(30, Math.round(level));
}

/** A third was met only now, so that nobody knows where it stood before. */
function ranksOf(
  random: Random,
  player: { place: number; surplus: number; season: number; rank: GeneratedPlayer['rank'] },
): GeneratedPlayer['ranks'] {
  if (random.chance(1 / 3)) return [];
  const { place, surplus, season, rank } = player;
  const games = Math.min(season, Math.round(random.between(12, 60)));
  const risen = ((0.17 * surplus + random.normal(0.1, 0.85)) * games) / 20;
  const before = rankOf(Math.min(27.9, Math.max(0, place - risen)));
  return [
    { at: NOW - random.between(5, 40) * DAY_MS, rank: { ...before, leaguePoints: 50 }, games: season - games },
    { at: NOW, rank, games: season },
  ];
}
