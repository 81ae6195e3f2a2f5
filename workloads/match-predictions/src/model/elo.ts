import type { Sides } from '../football-data/match-record.js';

export interface EloOptions {
  /** Points that a match moves at most, before the margin of goals. */
  factor: number;
  /** Points that playing at home is worth. */
  homeAdvantage: number;
}

/** Elo ratings of one league; a win by more goals moves more. A team that comes up starts with the rating of the weakest. */
export class EloRatings {
  private readonly ratings = new Map<string, number>();

  constructor(private readonly options: EloOptions) {}

  rating(team: string): number {
    return this.ratings.get(team) ?? this.newcomer();
  }

  observe(home: string, away: string, goals: Sides): void {
    const won = goals.home > goals.away ? 1 : goals.home === goals.away ? 0.5 : 0;
    const margin = Math.sqrt(Math.max(1, Math.abs(goals.home - goals.away)));
    const moved =
      this.options.factor *
      margin *
      (won - expectedScore(this.rating(home) + this.options.homeAdvantage - this.rating(away)));
    const [before, other] = [this.rating(home), this.rating(away)];
    this.ratings.set(home, before + moved);
    this.ratings.set(away, other - moved);
  }

  /** Rating of a team that nobody has seen: the mean of the weakest. */
  newcomer(): number {
    if (this.ratings.size < FOUNDERS) return MEAN;
    const lowest = [...this.ratings.values()].sort((one, other) => one - other).slice(0, NEIGHBOURS);
    return lowest.reduce((sum, rating) => sum + rating, 0) / lowest.length;
  }
}

/** Share of the points that a side wins which is rated so many points higher. */
export function expectedScore(difference: number): number {
  return 1 / (1 + 10 ** (-difference / 400));
}

const MEAN = 1500;
/** Teams that begin with the mean rating, before the league is known. */
const FOUNDERS = 18;
const NEIGHBOURS = 4;
