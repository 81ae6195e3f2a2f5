import { sentence, type News } from '../model/news.js';
import { byId } from './element.js';

/** A screen reader needs about this long for what it was given. */
const PAUSE_MS = 4_000;
const AT_ONCE = 3;

/** Tells news to screen readers, politely and together: at most three sentences every few seconds, then a count. */
export class Announcer {
  private readonly region = byId('announcer');
  private waiting: News[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  tell(told: readonly News[]): void {
    if (told.length === 0) return;
    this.waiting.push(...told);
    this.timer ??= setTimeout(() => this.speak(), 400);
  }

  private speak(): void {
    const now = this.waiting.slice(-AT_ONCE);
    const others = this.waiting.length - now.length;
    this.waiting = [];
    this.timer = undefined;
    if (now.length === 0) return;
    this.region.textContent = now.map(sentence).join(' ') + (others > 0 ? ` And ${others} more.` : '');
    this.timer = setTimeout(() => this.speak(), PAUSE_MS);
  }
}
