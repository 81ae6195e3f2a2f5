import { isShown, type Filter } from '../model/filter.js';
import { isLive, type Match, type MomentKind, type Side } from '../model/match.js';
import { compareSports } from '../model/sports.js';
import { byId } from './element.js';
import { compareMatches, LeagueSection } from './league-section.js';
import { MatchRow } from './match-row.js';
import { sortedIndex } from './sorted-index.js';

interface Flash {
  kind: MomentKind;
  sides: readonly Side[];
}

/**
 * The matches, grouped by league. Rows are created when a match is first shown and updated in place; what changed since
 * the last frame waits in a set, so fifty changes of one match in a frame are one update.
 */
export class Board {
  private readonly root = byId('leagues');
  private readonly matches = new Map<string, Match>();
  private readonly endedAt = new Map<string, number>();
  private readonly rows = new Map<string, MatchRow>();
  private readonly sections = new Map<string, LeagueSection>();
  private readonly order: LeagueSection[] = [];
  private readonly dirty = new Set<string>();
  private readonly flashes = new Map<string, Flash>();
  private readonly fresh = new Set<MatchRow>();
  private filter: Filter = { sport: undefined, show: 'live', query: '' };

  get(key: string): Match | undefined {
    return this.matches.get(key);
  }

  all(): IterableIterator<Match> {
    return this.matches.values();
  }

  put(match: Match, now: number): void {
    const previous = this.matches.get(match.key);
    if (previous && isLive(previous.phase) && !isLive(match.phase)) this.endedAt.set(match.key, now);
    else if (isLive(match.phase)) this.endedAt.delete(match.key);
    this.matches.set(match.key, match);
    this.dirty.add(match.key);
  }

  remove(key: string): void {
    this.matches.delete(key);
    this.endedAt.delete(key);
    this.dirty.add(key);
  }

  /** Puts a whole snapshot in place of what was known; topmost matches are drawn first. */
  replace(matches: readonly Match[], now: number): void {
    const keys = new Set(matches.map(({ key }) => key));
    for (const key of this.matches.keys()) if (!keys.has(key)) this.remove(key);
    for (const match of matches.toSorted((a, b) => compareLeagues(a, b) || compareMatches(a, b))) this.put(match, now);
  }

  flash(key: string, kind: MomentKind, sides: readonly Side[]): void {
    this.flashes.set(key, { kind, sides });
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    for (const { key } of [...this.matches.values()].sort((a, b) => compareLeagues(a, b) || compareMatches(a, b))) {
      this.dirty.add(key);
    }
  }

  /** Draws until the deadline; returns true when something is left. */
  draw(deadline: number, now: number): boolean {
    const touched = new Set<LeagueSection>();
    for (const key of this.dirty) {
      if (performance.now() > deadline) break;
      this.dirty.delete(key);
      const section = this.drawMatch(key, now);
      if (section) touched.add(section);
    }
    for (const section of touched) section.settle();
    return this.dirty.size > 0;
  }

  /** Once a second: clocks move on, marks fade, matches that ended a while ago leave the live list. */
  tick(now: number): void {
    for (const row of this.rows.values()) row.tick(now);
    for (const row of this.fresh) {
      if (row.freshUntil > now) continue;
      row.calm();
      this.fresh.delete(row);
    }
    for (const key of this.endedAt.keys()) this.dirty.add(key);
  }

  /** Moves the reader to a match; false when it is not on the board. */
  reveal(key: string): boolean {
    const row = this.rows.get(key);
    if (!row || row.element.hidden) return false;
    row.focus();
    return true;
  }

  get shownCount(): number {
    let shown = 0;
    const now = Date.now();
    for (const match of this.matches.values()) if (this.shows(match, now)) shown += 1;
    return shown;
  }

  private shows(match: Match, now: number): boolean {
    return isShown(match, this.filter, this.endedAt.get(match.key) ?? 0, now);
  }

  private drawMatch(key: string, now: number): LeagueSection | undefined {
    const match = this.matches.get(key);
    let row = this.rows.get(key);
    const flash = this.flashes.get(key);
    this.flashes.delete(key);
    if (!match) return row && this.discard(key, row);
    const visible = this.shows(match, now);
    if (!row) {
      if (!visible) return undefined;
      row = new MatchRow(match);
      this.rows.set(key, row);
      this.sectionOf(match).add(row);
    } else {
      row.update(match, now);
    }
    row.setVisible(visible);
    if (flash && visible) {
      row.flash(flash.kind, flash.sides, now);
      this.fresh.add(row);
    }
    return this.sections.get(match.leagueKey);
  }

  private discard(key: string, row: MatchRow): LeagueSection | undefined {
    this.rows.delete(key);
    this.fresh.delete(row);
    const section = this.sections.get(row.match.leagueKey);
    section?.remove(row);
    if (section?.isEmpty) {
      section.element.remove();
      this.sections.delete(row.match.leagueKey);
      this.order.splice(this.order.indexOf(section), 1);
    }
    return section;
  }

  private sectionOf(match: Match): LeagueSection {
    const known = this.sections.get(match.leagueKey);
    if (known) return known;
    const section = new LeagueSection(match);
    const index = sortedIndex(this.order, section, (a, b) => compareLeagues(a.first, b.first));
    this.root.insertBefore(section.element, this.order[index]?.element ?? null);
    this.order.splice(index, 0, section);
    this.sections.set(match.leagueKey, section);
    return section;
  }
}

const collator = new Intl.Collator('en');

function compareLeagues(a: Match, b: Match): number {
  return (
    compareSports(a.sport, b.sport) ||
    collator.compare(a.country, b.country) ||
    collator.compare(a.league, b.league) ||
    (a.leagueKey < b.leagueKey ? -1 : a.leagueKey > b.leagueKey ? 1 : 0)
  );
}
