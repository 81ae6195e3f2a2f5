import { PHASES, type Match } from './match.js';
import { sportStyle } from './sports.js';

const MINUTE_MS = 60_000;
/** Without news for this long the clock stands: a match that upstream forgot must not appear to play on. */
const MAX_RUN_ON_MINUTES = 5;

/** Minutes at which a period's regular time is over; beyond it a clock shows `45+`. */
const PERIOD_ENDS: Readonly<Record<string, number>> = { '1H': 45, '2H': 90, ET: 120 };

/** What a row shows as its clock at `now`: `38′`, `45+2′`, `HT`, `Q3 4′`, `FT` or the kick-off time. */
export function clockText(match: Match, now: number): string {
  if (match.phase === PHASES.upcoming) return timeOfDay(match.startsAt);
  if (match.phase !== PHASES.live) return match.status;
  const { minute, extra, at } = match.clock;
  if (minute === undefined) return match.status;
  if (!sportStyle(match.sport).clockRuns) return `${match.status} ${minute}′`;
  const ranOn = Math.min(MAX_RUN_ON_MINUTES, Math.max(0, Math.floor((now - at) / MINUTE_MS)));
  const end = PERIOD_ENDS[match.status];
  if (extra !== undefined && extra > 0) return `${minute}+${extra + ranOn}′`;
  const played = minute + ranOn;
  if (end !== undefined && played > end) return minute > end ? `${played}′` : `${end}+${played - end}′`;
  return `${played}′`;
}

/** A moment's clock: `34′`, `45+2′`; plain minutes in every sport. */
export function clockLabel(minute: number, extra: number | undefined): string {
  return extra ? `${minute}+${extra}′` : `${minute}′`;
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

/** `21:45` in the reader's time zone. */
export function timeOfDay(at: number): string {
  return TIME.format(at);
}

/** `Today`, `Tomorrow` or `Sat 14 Feb`, in the reader's time zone. */
export function dayName(at: number, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return 'Today';
  if (day === new Date(now + 24 * 60 * MINUTE_MS).toDateString()) return 'Tomorrow';
  return DAY.format(at);
}
