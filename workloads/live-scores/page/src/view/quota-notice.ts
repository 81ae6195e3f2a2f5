import { byId, setData, TextCell } from './element.js';

/** Tells readers that scores stand still because the upstream's daily quota is used up, and until when. */
export class QuotaNotice {
  private readonly box = byId('quota');
  private readonly text = new TextCell(this.box);
  private until = 0;

  /** `until` in milliseconds since the epoch; undefined when requests are allowed again. */
  show(until: number | undefined): void {
    this.until = until ?? 0;
    this.tick(Date.now());
  }

  tick(now: number): void {
    const held = this.until > now;
    this.box.hidden = !held;
    setData(document.body, 'quota', held ? 'used-up' : undefined);
    if (held) this.text.set(`Upstream quota used up until ${utcTime(this.until)} UTC. Scores stand still until then.`);
  }
}

/** `00:00`: the quota is counted in UTC days, so it is told in UTC. */
function utcTime(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}
