const WEIGHT = 0.1;
/** Before anything has ended. */
const FIRST_GUESS_MS = 200;

/** How long uses of a limit take, the latest counting most. */
export class MeanTime {
  ms = FIRST_GUESS_MS;

  add(tookMs: number): void {
    this.ms += (tookMs - this.ms) * WEIGHT;
  }
}
