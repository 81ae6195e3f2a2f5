import { timeOfDay } from '../model/clock.js';
import { byId, setData, TextCell } from './element.js';

export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** After this long without a connection the page calls itself offline. */
const OFFLINE_AFTER_MS = 8_000;

/** Says whether what is shown is live and, if not, since when it is not. */
export class ConnectionBadge {
  private readonly badge = byId('connection');
  private readonly text = new TextCell(this.badge.querySelector<HTMLElement>('.connection-text') ?? this.badge);
  private lostAt: number | undefined;
  private everLive = false;

  live(): void {
    this.lostAt = undefined;
    this.everLive = true;
    this.show('live', 'Live');
  }

  lost(now: number): void {
    this.lostAt ??= now;
    this.tick(now);
  }

  /** The gateway will not serve this page at all. */
  refused(why: string): void {
    this.lostAt = undefined;
    this.show('offline', `Not available: ${why}`);
  }

  /** Moves on from reconnecting to offline. */
  tick(now: number): void {
    if (this.lostAt === undefined) return;
    const offline = !navigator.onLine || now - this.lostAt > OFFLINE_AFTER_MS;
    if (offline) this.show('offline', `Offline since ${timeOfDay(this.lostAt)}`);
    else if (this.everLive) this.show('reconnecting', 'Reconnecting');
    else this.show('connecting', 'Connecting');
  }

  private show(state: ConnectionState, text: string): void {
    setData(this.badge, 'state', state);
    setData(document.body, 'connection', state);
    this.text.set(text);
  }
}
