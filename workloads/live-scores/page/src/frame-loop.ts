/**
 * Runs the page's work once per animation frame, and only while there is some. Work gets a deadline and says whether
 * something is left, so that a thousand changes become several short tasks and never one long one.
 */
const BUDGET_MS = 8;
/** Nobody reads faster than 25 frames a second; drawing more often would only keep the compositor busy. */
const SHORTEST_PAUSE_MS = 40;
/** Browsers give hidden pages no frames; the title must still follow. */
const HIDDEN_INTERVAL_MS = 500;

/** Works until `deadline` (of `performance.now()`); returns true when something is left for the next frame. */
export type FrameWork = (deadline: number) => boolean;

export class FrameLoop {
  private requested = false;
  private drawnAt = -SHORTEST_PAUSE_MS;

  constructor(private readonly work: FrameWork) {}

  /** Asks for one run; any number of calls before it are one. */
  request(): void {
    if (this.requested) return;
    this.requested = true;
    const pause = this.drawnAt + SHORTEST_PAUSE_MS - performance.now();
    if (document.hidden) setTimeout(this.run, HIDDEN_INTERVAL_MS);
    else if (pause > 0) setTimeout(() => requestAnimationFrame(this.run), pause);
    else requestAnimationFrame(this.run);
  }

  private readonly run = (): void => {
    if (!this.requested) return;
    this.requested = false;
    const startedAt = performance.now();
    const left = this.work(startedAt + BUDGET_MS);
    // What was too much for one frame goes on in the very next one.
    this.drawnAt = left ? -SHORTEST_PAUSE_MS : startedAt;
    if (left) this.request();
  };

  /** A page that was hidden with a frame pending would otherwise wait until it is shown. */
  listen(): void {
    document.addEventListener('visibilitychange', () => {
      if (this.requested) setTimeout(this.run, 0);
    });
  }
}
