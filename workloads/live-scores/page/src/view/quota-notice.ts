import type { QuotaState } from '../wire.js';
import { byId, setData, TextCell } from './element.js';

/** Tells readers that scores stand still because the upstream may not be asked, and until when. */
export class QuotaNotice {
  private readonly box = byId('quota');
  private readonly text = new TextCell(this.box);
  private until = 0;

  show(state: QuotaState | undefined): void {
    this.until = !state || state.open ? 0 : Date.parse(state.closedUntil ?? '') || Number.POSITIVE_INFINITY;
    const notice = state?.notice ?? 'no requests are sent to the upstream';
    if (this.until > 0)
      this.text.set(`${notice.charAt(0).toUpperCase()}${notice.slice(1)}. Scores stand still until then.`);
    this.tick(Date.now());
  }

  tick(now: number): void {
    const held = this.until > now;
    this.box.hidden = !held;
    setData(document.body, 'quota', held ? 'used-up' : undefined);
  }
}
