import type { Random } from './random.js';

export interface GeneratedGame {
  startedAt: number;
  minutes: number;
  champion: string;
  position: string;
  win: boolean;
  kills: number;
  deaths: number;
  assists: number;
  creepScore: number;
}

interface Player {
  isSmurf: boolean;
  /** On the ladder, 0 to 28. */
  place: number;
  /** Divisions by which it is better than that. */
  surplus: number;
  winChance: number;
  /** Milliseconds since the epoch. */
  until: number;
}

const POSITIONS = ['TOP', 'JUNGLE', 'MIDDLE', 'BOTTOM', 'UTILITY'];
const CHAMPIONS = 160;
const HOUR_MS = 3_600_000;

/** The latest ranked games of a player, the latest first. */
export function playGames(random: Random, player: Player): GeneratedGame[] {
  const { place, surplus, isSmurf } = player;
  const position = random.pick(POSITIONS);
  /** How well it fights and farms beyond what its skill alone gives: a matter of style. */
  const fighting = Math.exp(0.045 * surplus + random.normal(0, 0.24));
  const farming = 4.7 + 0.095 * place + 0.12 * surplus + random.normal(0, 0.65);
  const favourites = favouritesOf(random, isSmurf);
  const count = Math.round(random.between(12, 30));
  const pauses = pausesOf(random, isSmurf, count);
  let startedAt = player.until - random.between(1, 48) * HOUR_MS;
  return pauses.map((pause) => {
    startedAt -= pause;
    const minutes = Math.max(16, random.normal(29, 5));
    const isHome = random.chance(0.8);
    const at = isHome ? position : random.pick(POSITIONS);
    const win = random.chance(player.winChance);
    const luck = Math.exp(random.normal(win ? 0.3 : -0.3, 0.3));
    return {
      startedAt,
      minutes,
      champion: favourites(),
      position: at,
      win,
      kills: Math.round(5.8 * luck * Math.sqrt(fighting)),
      deaths: Math.round(((5.6 / Math.sqrt(luck)) * Math.exp(random.normal(0, 0.2))) / Math.sqrt(fighting)),
      assists: Math.round(7.4 * luck * Math.sqrt(fighting) * (at === 'UTILITY' ? 1.3 : 0.95)),
      creepScore: Math.round(Math.max(0.5, laneFarming(at, farming) + random.normal(0, 0.7)) * minutes),
    };
  });
}

function laneFarming(position: string, farming: number): number {
  if (position === 'UTILITY') return 1.2;
  return position === 'JUNGLE' ? farming * 0.9 : farming;
}

/** Some honest people play one champion alone, and some smurfs everything. */
function favouritesOf(random: Random, isSmurf: boolean): () => string {
  const isNarrow = random.chance(isSmurf ? 0.7 : 0.1);
  const few = Math.ceil(isNarrow ? random.between(1, 4) : random.between(4, 14));
  const names = Array.from({ length: few }, () => `Champion${Math.floor(random.uniform() * CHAMPIONS)}`);
  const other = isNarrow ? 0.12 : 0.25;
  return () => (random.chance(other) ? `Champion${Math.floor(random.uniform() * CHAMPIONS)}` : random.pick(names));
}

/** Times between two games, in milliseconds. Holidays, examinations and second accounts make long ones. */
function pausesOf(random: Random, isSmurf: boolean, count: number): number[] {
  const usual = random.between(5, 30);
  const pauses = Array.from({ length: count }, () => random.exponential(usual) * HOUR_MS);
  if (random.chance(isSmurf ? 0.7 : 0.12)) {
    const long = Math.floor(random.uniform() * count);
    pauses[long] = random.between(12, 90) * 24 * HOUR_MS;
  }
  return pauses;
}
