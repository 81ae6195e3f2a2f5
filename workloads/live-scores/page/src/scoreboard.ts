import { FrameLoop } from './frame-loop.js';
import { isLive, MOMENT_KINDS, type Match, type Moment, type Side } from './model/match.js';
import { newsOf, noteOf, type Correction, type News } from './model/news.js';
import { PaintTiming, type Arrival } from './paint-timing.js';
import { Announcer } from './view/announcer.js';
import { Board } from './view/board.js';
import { Controls } from './view/controls.js';
import { byId } from './view/element.js';
import { EmptyState } from './view/empty-state.js';
import { Feed } from './view/feed.js';
import { PageTitle } from './view/page-title.js';

const SUMMARY_INTERVAL_MS = 250;

/** A change of one match, as a message told it. */
export interface Change {
  channel: string;
  offset: string;
  match: Match;
  moment: Moment | undefined;
  /** Only of a correction. */
  correction: Correction | undefined;
  /** When it was broadcast, milliseconds since the epoch. */
  at: number;
}

/** The whole page: takes snapshots and changes, draws once per frame. */
export class Scoreboard {
  private readonly board = new Board();
  private readonly feed = new Feed((key) => this.reveal(key));
  private readonly controls = new Controls(() => this.refilter());
  private readonly announcer = new Announcer();
  private readonly title = new PageTitle();
  private readonly empty = new EmptyState();
  private readonly timing = new PaintTiming();
  private readonly frame = new FrameLoop((deadline) => this.draw(deadline));
  private arrivals: Arrival[] = [];
  private summaryAt = 0;
  private summaryTimer: ReturnType<typeof setTimeout> | undefined;
  private loaded = false;
  private sought: string | undefined;

  start(): void {
    this.frame.listen();
    setInterval(() => {
      this.board.tick(Date.now());
      this.frame.request();
    }, 1_000);
  }

  snapshot(matches: readonly Match[]): void {
    this.loaded = true;
    this.summaryAt = 0;
    this.board.replace(matches, Date.now());
    this.frame.request();
  }

  change({ channel, offset, match, moment, correction, at }: Change): void {
    const now = Date.now();
    this.arrivals.push(this.timing.arrived(channel, offset));
    const previous = this.board.get(match.key);
    if (previous && previous.revision > match.revision) return this.frame.request();
    const told = newsOf({ previous, match, moment, correction, at });
    const note = noteOf(told, match) ?? pointsNote(previous, match) ?? previous?.note ?? match.note;
    this.board.put({ ...match, note }, now);
    this.mark(previous, match, told, correction !== undefined);
    this.feed.push(told);
    this.announcer.tell(told);
    this.title.tell(told, now);
    this.frame.request();
  }

  remove(key: string): void {
    this.board.remove(key);
    this.frame.request();
  }

  /** What is known of a match's timeline; messages carry only what was added. */
  momentsOf(key: string): readonly Moment[] {
    return this.board.get(key)?.moments ?? [];
  }

  private mark(previous: Match | undefined, match: Match, told: readonly News[], corrected: boolean): void {
    const sides = previous ? changedSides(previous, match) : [];
    if (corrected) this.board.flash(match.key, MOMENT_KINDS.correction, sides);
    else if (sides.length > 0) this.board.flash(match.key, MOMENT_KINDS.goal, sides);
    else {
      const card = told.find(({ kind }) => kind === MOMENT_KINDS.redCard || kind === MOMENT_KINDS.yellowCard);
      if (card) this.board.flash(match.key, card.kind, card.side ? [card.side] : []);
    }
  }

  private refilter(): void {
    this.board.setFilter({ ...this.controls.filter });
    this.feed.setSport(this.controls.filter.sport);
    this.summaryAt = 0;
    this.frame.request();
  }

  private reveal(key: string): void {
    if (this.board.reveal(key) || !this.board.get(key)) return;
    this.sought = key;
    this.controls.showAll();
  }

  private draw(deadline: number): boolean {
    const now = Date.now();
    const left = this.board.draw(deadline, now);
    this.feed.draw();
    this.summarise(now);
    if (!left) {
      this.timing.willPaint(this.arrivals);
      this.arrivals = [];
      if (this.sought) this.board.reveal(this.sought);
      this.sought = undefined;
    }
    return left;
  }

  /** Counts, title and empty state: read by people, so a few times a second is enough. */
  private summarise(now: number): void {
    if (!this.loaded) return;
    if (performance.now() - this.summaryAt < SUMMARY_INTERVAL_MS && this.summaryAt > 0) {
      // Nothing may follow that would ask for a frame, so the page asks itself once more.
      this.summaryTimer ??= setTimeout(() => {
        this.summaryTimer = undefined;
        this.frame.request();
      }, SUMMARY_INTERVAL_MS);
      return;
    }
    this.summaryAt = performance.now();
    const counts = new Map<string, number>();
    for (const { sport, phase } of this.board.all()) {
      counts.set(sport, (counts.get(sport) ?? 0) + (isLive(phase) ? 1 : 0));
    }
    this.controls.setCounts(counts);
    this.title.setLive([...counts.values()].reduce((sum, count) => sum + count, 0));
    this.title.draw(now);
    byId('skeleton').hidden = true;
    byId('board').setAttribute('aria-busy', 'false');
    if (this.board.shownCount > 0) this.empty.hide();
    else this.empty.show(this.controls.filter, this.board.all(), now);
  }
}

function changedSides(previous: Match, match: Match): Side[] {
  if (previous.home.score === undefined && match.home.score === 0 && match.away.score === 0) return [];
  return (['home', 'away'] as const).filter((side) => previous[side].score !== match[side].score);
}

/** In sports whose points are no news for the feed, the row still says who scored. */
function pointsNote(previous: Match | undefined, match: Match): Match['note'] {
  if (!previous) return undefined;
  const side = (['home', 'away'] as const).find((each) => (match[each].score ?? 0) > (previous[each].score ?? 0));
  if (!side) return undefined;
  const points = (match[side].score ?? 0) - (previous[side].score ?? 0);
  return { kind: MOMENT_KINDS.goal, text: `+${points} ${match[side].name}` };
}
