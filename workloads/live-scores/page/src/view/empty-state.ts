import { dayName, timeOfDay } from '../model/clock.js';
import type { Filter } from '../model/filter.js';
import { PHASES, type Match } from '../model/match.js';
import { sportStyle } from '../model/sports.js';
import { byId, element } from './element.js';

const NEXT_SHOWN = 6;

/** What stands in place of the board when nothing matches: why, and what comes next. */
export class EmptyState {
  private readonly box = byId('empty');
  private shown = '';

  hide(): void {
    this.box.hidden = true;
    this.shown = '';
  }

  show(filter: Filter, matches: Iterable<Match>, now: number): void {
    const next = filter.show === 'live' && !filter.query ? upcoming(matches, filter.sport) : [];
    const state = JSON.stringify([filter, next.map(({ key, startsAt }) => [key, startsAt])]);
    this.box.hidden = false;
    if (state === this.shown) return;
    this.shown = state;
    const parts: Node[] = [element('h2', 'empty-title', titleOf(filter))];
    if (next.length > 0) {
      const list = element('ol', 'next', ...next.map((match) => kickOff(match, now)));
      parts.push(element('p', 'empty-lead', 'Next kick-offs'), list);
    } else {
      parts.push(element('p', 'empty-lead', adviceOf(filter)));
    }
    this.box.replaceChildren(...parts);
  }
}

function upcoming(matches: Iterable<Match>, sport: string | undefined): Match[] {
  return [...matches]
    .filter((match) => match.phase === PHASES.upcoming && (sport === undefined || match.sport === sport))
    .sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1))
    .slice(0, NEXT_SHOWN);
}

function titleOf({ query, show, sport }: Filter): string {
  if (query) return 'No team or league matches your search';
  const what = sport === undefined ? 'matches' : `${sportStyle(sport).name.toLowerCase()} matches`;
  if (show === 'live') return `No live ${what} right now`;
  return show === 'all' ? `No ${what} today` : `No ${show} ${what}`;
}

function adviceOf({ query, show }: Filter): string {
  if (query) return 'Try part of a name, or look among all matches.';
  return show === 'live' ? 'They appear here by themselves at kick-off.' : 'Choose another view above.';
}

function kickOff(match: Match, now: number): HTMLLIElement {
  const time = element('time', 'next-time', timeOfDay(match.startsAt));
  time.dateTime = new Date(match.startsAt).toISOString();
  return element(
    'li',
    'next-match',
    element('span', 'next-day', dayName(match.startsAt, now)),
    time,
    element('span', 'next-teams', `${match.home.name} – ${match.away.name}`),
    element('span', 'next-league', [match.country, match.league].filter(Boolean).join(' · ')),
  );
}
