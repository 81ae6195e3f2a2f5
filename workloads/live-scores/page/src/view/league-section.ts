import type { Match } from '../model/match.js';
import { element, TextCell } from './element.js';
import type { MatchRow } from './match-row.js';
import { sortedIndex } from './sorted-index.js';

/** A league's card: heading and its matches in order of kick-off. */
export class LeagueSection {
  readonly element = element('section', 'league');
  private readonly list = element('ol', 'matches');
  private readonly count = new TextCell(element('span', 'league-count'));
  private readonly rows: MatchRow[] = [];
  private visible = 0;

  constructor(readonly first: Match) {
    const title = element('h2', 'league-title');
    title.id = `league-${first.leagueKey.replaceAll('/', '-')}`;
    if (first.country) title.append(element('span', 'league-country', first.country), ' ');
    title.append(element('span', 'league-name', first.league));
    this.element.setAttribute('aria-labelledby', title.id);
    this.element.append(element('header', 'league-head', title, this.count.element), this.list);
    this.element.hidden = true;
  }

  add(row: MatchRow): void {
    const index = sortedIndex(this.rows, row, (a, b) => compareMatches(a.match, b.match));
    this.list.insertBefore(row.element, this.rows[index]?.element ?? null);
    this.rows.splice(index, 0, row);
  }

  remove(row: MatchRow): void {
    const index = this.rows.indexOf(row);
    if (index < 0) return;
    this.rows.splice(index, 1);
    row.element.remove();
  }

  /** Called after rows changed: shows the card only while it has a match to show, and keeps its reserved height true. */
  settle(): void {
    const visible = this.rows.reduce((sum, { element: { hidden } }) => sum + (hidden ? 0 : 1), 0);
    if (visible === this.visible) return;
    this.visible = visible;
    this.element.hidden = visible === 0;
    this.element.style.setProperty('--rows', String(visible));
    this.count.set(visible > 1 ? `${visible} matches` : '');
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }
}

export function compareMatches(a: Match, b: Match): number {
  return a.startsAt - b.startsAt || (a.home.name < b.home.name ? -1 : 1);
}
