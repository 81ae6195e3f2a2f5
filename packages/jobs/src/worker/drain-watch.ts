/** Tells once when workers that pull nothing more have nothing in hand. */

const LOOK_MS = 100;

export class DrainWatch {
  private timer: NodeJS.Timeout | undefined;

  /** @param left jobs in hand */
  constructor(
    private readonly left: () => number,
    private readonly onDrained: () => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => {
      if (this.left() > 0) return;
      this.stop();
      this.onDrained();
    }, LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
