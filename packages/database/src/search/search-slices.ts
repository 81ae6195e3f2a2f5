/** Time after which an answer is given, whatever has been found. */
export const SEARCH_BUDGET_MS = 150;
/** What one look should take: short, so that an answer comes soon, and worth the statement. */
const LOOK_MS = 40;
const FIRST_WIDTH_MS = 60_000;
const MOST_GROWTH = 16;
/** A look that leaves time for another one may be followed by one of twice the width. */
const LEAST_GROWTH = 2;

/** The time that a search goes back over, from new to old, in slices that each take about as long. */
export class SearchSlices {
  private width = FIRST_WIDTH_MS;

  constructor(
    /** End of the next slice, in milliseconds since the epoch. */
    private end: number,
    private readonly oldest: number,
  ) {}

  /** Whether nothing is left. */
  get isDone(): boolean {
    return this.end < this.oldest;
  }

  /** Where the next slice begins. */
  get from(): number {
    return Math.max(this.end - this.width, this.oldest);
  }

  /** The slice was looked through: the next one is before it, and as wide as one look may be. */
  looked(tookMs: number): void {
    this.end = this.from - 1;
    const least = tookMs < SEARCH_BUDGET_MS ? LEAST_GROWTH : 1 / MOST_GROWTH;
    this.width *= Math.min(Math.max(LOOK_MS / Math.max(tookMs, 1), least), MOST_GROWTH);
  }
}
