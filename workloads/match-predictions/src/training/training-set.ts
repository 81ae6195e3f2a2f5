import { z } from 'zod';
import { League } from '../football-data/league.js';
import type { Sides } from '../football-data/match-record.js';
import type { TrainingMatch } from '../model/train.js';

/**
 * Matches as columns of numbers, so that those of all leagues and six seasons fit into the input of one job. Probabilities
 * of the market are in ten-thousandths.
 */
const Column = z.array(z.number().nullable());
const COLUMNS = [
  'day',
  'season',
  'home',
  'away',
  'homeGoals',
  'awayGoals',
  'homeShots',
  'awayShots',
  'homeShotsOnTarget',
  'awayShotsOnTarget',
  'marketHome',
  'marketAway',
] as const;

export const TrainingSet = z.object({
  leagues: z.array(
    z.object({
      league: League,
      /** What the columns name by index. */
      seasons: z.array(z.string()),
      teams: z.array(z.string()),
      columns: z.object(Object.fromEntries(COLUMNS.map((name) => [name, Column])) as Record<ColumnName, typeof Column>),
    }),
  ),
});
export type TrainingSet = z.output<typeof TrainingSet>;
type ColumnName = (typeof COLUMNS)[number];
type LeagueSet = TrainingSet['leagues'][number];

const SCALE = 10_000;

export function packLeague(league: League, matches: readonly TrainingMatch[]): LeagueSet {
  const seasons = [...new Set(matches.map(({ season }) => season))];
  const teams = [...new Set(matches.flatMap(({ home, away }) => [home, away]))];
  const indexOf = (names: readonly string[]) => {
    const indices = new Map(names.map((name, index) => [name, index]));
    return (name: string) => indices.get(name)!;
  };
  const [seasonIndex, teamIndex] = [indexOf(seasons), indexOf(teams)];
  const column = (value: (match: TrainingMatch) => number | undefined) => matches.map((match) => value(match) ?? null);
  return {
    league,
    seasons,
    teams,
    columns: {
      day: column(({ day }) => day),
      season: column(({ season }) => seasonIndex(season)),
      home: column(({ home }) => teamIndex(home)),
      away: column(({ away }) => teamIndex(away)),
      homeGoals: column(({ goals }) => goals?.home),
      awayGoals: column(({ goals }) => goals?.away),
      homeShots: column(({ shots }) => shots?.home),
      awayShots: column(({ shots }) => shots?.away),
      homeShotsOnTarget: column(({ shotsOnTarget }) => shotsOnTarget?.home),
      awayShotsOnTarget: column(({ shotsOnTarget }) => shotsOnTarget?.away),
      marketHome: column(({ market }) => (market && Math.round(market[0] * SCALE)) || undefined),
      marketAway: column(({ market }) => (market && Math.round(market[2] * SCALE)) || undefined),
    },
  };
}

export function unpackLeague({ league, seasons, teams, columns }: LeagueSet): TrainingMatch[] {
  return columns.day.map((day, row) => {
    const at = (name: ColumnName) => columns[name][row] ?? null;
    const sides = (home: number | null, away: number | null): Sides | null =>
      home === null || away === null ? null : { home, away };
    const [marketHome, marketAway] = [at('marketHome'), at('marketAway')];
    return {
      league,
      day: day!,
      season: seasons[at('season')!]!,
      home: teams[at('home')!]!,
      away: teams[at('away')!]!,
      goals: sides(at('homeGoals'), at('awayGoals')),
      shots: sides(at('homeShots'), at('awayShots')),
      shotsOnTarget: sides(at('homeShotsOnTarget'), at('awayShotsOnTarget')),
      market:
        marketHome === null || marketAway === null
          ? null
          : [marketHome / SCALE, (SCALE - marketHome - marketAway) / SCALE, marketAway / SCALE],
    };
  });
}
