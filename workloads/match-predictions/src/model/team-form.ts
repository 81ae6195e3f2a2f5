/** Exponentially weighted means of a team's last matches. */
export interface FormState {
  /** Points per match above the usual. */
  points: number;
  /** Goals by which the team did better than expected. */
  surprise: number;
}

/** Points that a team wins per match, on average. */
const USUAL_POINTS = 1.35;
/** Of a team that has not played. */
export const NO_FORM: FormState = { points: 0, surprise: 0 };

/** What teams did in their last matches. */
export class TeamForm {
  private readonly states = new Map<string, FormState>();

  /** @param matches after so many a match counts for about a third */
  constructor(private readonly matches: number) {}

  of(team: string): FormState {
    return this.states.get(team) ?? NO_FORM;
  }

  observe(team: string, match: { points: number; surprise: number }): void {
    const before = this.of(team);
    const share = 1 - Math.exp(-1 / this.matches);
    this.states.set(team, {
      points: before.points + share * (match.points - USUAL_POINTS - before.points),
      surprise: before.surprise + share * (match.surprise - before.surprise),
    });
  }
}
