/** Milliseconds since the epoch, by whatever clock is meant. */
export interface Clock {
  now(): number;
}

/** At most this much is corrected per second, so that a window is never shortened by more than this share. */
const SLEW_MS_PER_SECOND = 1;
/** A difference beyond this is no drift but a suspended machine or a mended clock: it is taken over at once. */
const JUMP_MS = 1_000;

/**
 * A clock that follows another one without its jumps: windows are measured with it, and a window that a resynchronised
 * clock shortens by some milliseconds would let one use too many through.
 */
export class SteadyClock implements Clock {
  private offsetMs: number;
  private correctedAt: number;

  constructor(
    private readonly reference: Clock,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {
    this.correctedAt = monotonicMs();
    this.offsetMs = reference.now() - this.correctedAt;
  }

  now(): number {
    const at = this.monotonicMs();
    const elapsedMs = at - this.correctedAt;
    if (elapsedMs >= 1_000) {
      const behindMs = this.reference.now() - (at + this.offsetMs);
      const mostMs = (elapsedMs / 1_000) * SLEW_MS_PER_SECOND;
      this.offsetMs += Math.abs(behindMs) > JUMP_MS ? behindMs : Math.max(-mostMs, Math.min(mostMs, behindMs));
      this.correctedAt = at;
    }
    return at + this.offsetMs;
  }
}
