const WINDOW_MS = 50;
/** A window that is this much longer was a break, which says nothing of how fast jobs end. */
const LONGEST_WINDOW_MS = 4 * WINDOW_MS;

/** How many jobs end in a millisecond, by the last full window in which some did. */
export class Pace {
  perMs = 0;
  private ended = 0;
  private since = 0;

  /** A job has ended. */
  count(now = performance.now()): void {
    this.ended += 1;
    const passed = now - this.since;
    if (passed < WINDOW_MS) return;
    if (passed < LONGEST_WINDOW_MS) this.perMs = this.ended / passed;
    this.since = now;
    this.ended = 0;
  }
}
