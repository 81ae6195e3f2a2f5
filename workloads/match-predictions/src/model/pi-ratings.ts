import type { Sides } from '../football-data/match-record.js';

/** Pi-ratings (Constantinou and Fenton, 2013): goals by which a team beats an average one, at home and away. */
export class PiRatings {
  private readonly ratings = new Map<string, Sides>();

  observe(home: string, away: string, goals: Sides): void {
    const error = goals.home - goals.away - expectedDifference(this.of(home), this.of(away));
    const moved = Math.sign(error) * SCALE * Math.log10(1 + Math.abs(error)) * LEARNING_RATE;
    const [homeSide, awaySide] = [this.of(home), this.of(away)];
    this.ratings.set(home, { home: homeSide.home + moved, away: homeSide.away + moved * CARRIED_OVER });
    this.ratings.set(away, { home: awaySide.home - moved * CARRIED_OVER, away: awaySide.away - moved });
  }

  of(team: string): Sides {
    return this.ratings.get(team) ?? { home: 0, away: 0 };
  }
}

/** Goals by which home is expected to win; a team without a rating is an average one. */
export function expectedDifference(home: Sides | undefined, away: Sides | undefined): number {
  return goalsOf(home?.home ?? 0) - goalsOf(away?.away ?? 0);
}

const SCALE = 3;
/** How far one match moves the rating of the ground where it was played. */
const LEARNING_RATE = 0.06;
/** Share of that by which the rating of the other ground moves. */
const CARRIED_OVER = 0.5;

function goalsOf(rating: number): number {
  return Math.sign(rating) * (10 ** (Math.abs(rating) / SCALE) - 1);
}
