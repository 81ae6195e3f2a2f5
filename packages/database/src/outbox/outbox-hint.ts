/**
 * When a relay looks after a hint, in milliseconds. A hint is sent before its commit, so one look is not enough: a commit that
 * is slower than the first is seen by the second.
 */
export const LOOKS_AFTER_HINT_MS = [40, 140] as const;
/** What is younger then is left to its worker. */
export const LEFT_TO_WORKER_MS = 20;

/** Looks some time after every hint, once for all hints that come meanwhile, and again when there were any. */
export class HintTimer {
  private timer: NodeJS.Timeout | undefined;
  private hintedMeanwhile = false;

  constructor(
    private readonly afterMs: number,
    private readonly look: () => void,
  ) {}

  hint(): void {
    if (this.timer) this.hintedMeanwhile = true;
    else this.arm();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.hintedMeanwhile = false;
  }

  private arm(): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
      // The last of these came just before this look and may have committed just after it.
      if (this.hintedMeanwhile) this.arm();
      this.hintedMeanwhile = false;
    }, this.afterMs).unref();
  }
}
