import { isLive, PHASES, type Match, type Phase } from './match.js';
import { plain } from './plain-text.js';

export const SHOWS = { live: 'Live', upcoming: 'Upcoming', finished: 'Finished', all: 'All' } as const;
export type Show = keyof typeof SHOWS;

/** A match that has just ended stays among the live ones for this long, so that the last whistle is seen. */
const LINGER_MS = 120_000;

export interface Filter {
  /** Undefined: all sports. */
  sport: string | undefined;
  show: Show;
  /** As typed, without accents and case. */
  query: string;
}

/** Whether a match is shown. `endedAt` is when this page saw it end, 0 when it did not. */
export function isShown(match: Match, filter: Filter, endedAt: number, now: number): boolean {
  if (filter.sport !== undefined && match.sport !== filter.sport) return false;
  if (filter.query && !searchText(match).includes(filter.query)) return false;
  const justEnded = endedAt > 0 && now - endedAt < LINGER_MS;
  return BELONGS[filter.show](match.phase) || (filter.show === 'live' && justEnded);
}

const BELONGS: Readonly<Record<Show, (phase: Phase) => boolean>> = {
  all: () => true,
  live: isLive,
  upcoming: (phase) => phase === PHASES.upcoming,
  finished: (phase) => phase === PHASES.finished || phase === PHASES.off,
};

function searchText({ home, away, league, country }: Match): string {
  return plain(`${home.name} ${away.name} ${league} ${country}`);
}
