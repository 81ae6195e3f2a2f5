import type { Sport } from '../sports/sport.js';
import { Random } from '@kickoff/upstream/simulator';

/** Invented leagues, teams and players. Ids are far above those of real ones. */

export interface SimulatedLeague {
  id: number;
  name: string;
  country: string;
  countryCode: string;
}

export interface SimulatedTeam {
  id: number;
  name: string;
}

const COUNTRIES = [
  ['Avalonia', 'AV'],
  ['Brenmark', 'BM'],
  ['Caldera', 'CA'],
  ['Dunmora', 'DU'],
  ['Estrella', 'ES'],
  ['Fjordland', 'FJ'],
  ['Galdova', 'GA'],
  ['Hesperia', 'HE'],
  ['Ironvale', 'IR'],
  ['Juniper Coast', 'JC'],
] as const;

const LEVELS: Readonly<Record<Sport, readonly string[]>> = {
  'american-football': ['Gridiron League', 'College Conference'],
  basketball: ['Basket League', 'Super Cup', 'Second Division'],
  football: ['Premier Division', 'First Division', 'National Cup', 'Women League'],
  'ice-hockey': ['Ice League', 'Northern Cup'],
};

const PLACES =
  'Ashford Bellmont Castra Darrow Elmsea Fenwick Grandport Hollow Inverlake Jarrow Kestrel Lundby Marlow Norhaven Oakridge Pinecrest Quarry Ravenna Stonebridge Thornby Umber Vesper Westmere Yarrow Zephyr'.split(
    ' ',
  );
const SUFFIXES = 'United City Rovers Athletic Wanderers Stars Dynamo Sporting Albion Rangers'.split(' ');
const FIRST = 'A. B. C. D. E. F. G. H. J. K. L. M. N. P. R. S. T. V.'.split(' ');
const LAST =
  'Adler Bianchi Costa Dubois Eriksen Fontaine Garcia Hansen Ivanov Jensen Kovac Lopez Moreau Novak Okafor Pereira Quinn Rossi Silva Tanaka Ueda Vargas Weber Yilmaz Zidan'.split(
    ' ',
  );

const TEAMS_PER_LEAGUE = 20;

export function leaguesOf(sport: Sport): SimulatedLeague[] {
  const levels = LEVELS[sport];
  return COUNTRIES.flatMap(([country, countryCode], index) =>
    levels.map((name, level) => ({ id: 9_000 + index * levels.length + level, name, country, countryCode })),
  );
}

export function teamsOf(sport: Sport, league: SimulatedLeague): SimulatedTeam[] {
  const random = new Random('teams', sport, league.id);
  return Array.from({ length: TEAMS_PER_LEAGUE }, (_, index) => ({
    id: league.id * 100 + index,
    name: `${PLACES[(index + league.id) % PLACES.length]!} ${random.pick(SUFFIXES)}`,
  }));
}

/** Number 1 to 22 of a team. */
export function playerOf(team: SimulatedTeam, number: number): { id: number; name: string } {
  const random = new Random('player', team.id, number);
  return { id: team.id * 100 + number, name: `${random.pick(FIRST)} ${random.pick(LAST)}` };
}
