/**
 * Runs the page's work once per animation frame, and only while there is some. Work gets a deadline and says whether
 * something is left, so that a thousand changes become several short tasks and never one long one.
 */
const BUDGET_MS = 8;
/** Browsers give hidden pages no frames; the title must still follow. */
const HIDDEN_INTERVAL_MS = 500;

/** Works until `deadline` (of `performance.now()`); returns true when something is left for the next frame. */
export type FrameWork = (deadline: number) => boolean;

export class FrameLoop {
  private requested = false;

  constructor(private readonly work: FrameWork) {}

  /** Asks for one run; any number of calls before it are one. */
  request(): void {
    if (this.requested) return;
    this.requested = true;
    if (document.hidden) setTimeout(this.run, HIDDEN_INTERVAL_MS);
    else requestAnimationFrame(this.run);
  }

  private readonly run = (): void => {
    if (!this.requested) return;
    this.requested = false;
    if (this.work(performance.now() + BUDGET_MS)) this.request();
  };

  /** A page that was hidden with a frame pending would otherwise wait until it is shown. */
  listen(): void {
    document.addEventListener('visibilitychange', () => {
      if (this.requested) setTimeout(this.run, 0);
    });
  }
}
