import { MOMENT_KINDS } from '../model/match.js';
import { detailBesideTitle, joined, type News } from '../model/news.js';
import { timeOfDay } from '../model/clock.js';
import { byId, element } from './element.js';

const KEPT = 40;

/** "Just happened": the latest news of the chosen sport, newest on top, each a link to its match. */
export class Feed {
  private readonly list = byId('feed-list');
  private readonly empty = byId('feed-empty');
  private readonly more = byId('feed-more');
  private items: { news: News; element: HTMLLIElement }[] = [];
  private waiting: News[] = [];
  private sport: string | undefined;

  constructor(reveal: (matchKey: string) => void) {
    this.settle();
    this.list.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (!link) return;
      event.preventDefault();
      reveal(link.dataset['match'] ?? '');
    });
    this.more.addEventListener('click', () => {
      const open = this.more.getAttribute('aria-expanded') !== 'true';
      this.more.setAttribute('aria-expanded', String(open));
      this.more.textContent = open ? 'Show less' : 'Show more';
    });
  }

  push(told: readonly News[]): void {
    this.waiting.push(...told);
    // Faster than anyone reads: what would be pushed out again within the frame is never drawn.
    if (this.waiting.length > KEPT) this.waiting = this.waiting.slice(-KEPT);
  }

  setSport(sport: string | undefined): void {
    this.sport = sport;
    for (const { news, element: item } of this.items) item.hidden = sport !== undefined && news.sport !== sport;
    this.settle();
  }

  draw(): void {
    if (this.waiting.length === 0) return;
    for (const news of this.waiting) this.show(news);
    this.waiting = [];
    for (const { element: item } of this.items.splice(KEPT)) item.remove();
    this.settle();
  }

  private show(news: News): void {
    const earlier = this.items.find(({ news: item }) => joined(item, news) !== undefined);
    if (earlier) {
      earlier.news = joined(earlier.news, news) ?? earlier.news;
      earlier.element.replaceChildren(lineOf(earlier.news));
      return;
    }
    const item = element('li', 'item', lineOf(news));
    item.dataset['kind'] = news.kind;
    item.hidden = this.sport !== undefined && news.sport !== this.sport;
    this.list.prepend(item);
    this.items.unshift({ news, element: item });
  }

  private settle(): void {
    const shown = this.items.some(({ element: item }) => !item.hidden);
    this.empty.hidden = shown;
    this.list.hidden = !shown;
    this.more.hidden = !shown;
  }
}

function lineOf(news: News): HTMLAnchorElement {
  const link = element('a', 'item-link');
  link.href = `#match-${news.matchKey.replaceAll('/', '-')}`;
  link.dataset['match'] = news.matchKey;
  const head = element('span', 'item-head', element('span', 'item-title', news.title));
  if (news.team) head.append(' ', element('span', 'item-team', news.team));
  const time = element('time', 'item-time', timeOfDay(news.at));
  time.dateTime = new Date(news.at).toISOString();
  const score = element('span', 'item-score');
  if (news.kind === MOMENT_KINDS.correction && news.before && news.before !== news.score) {
    const before = element('s', '', news.before);
    before.setAttribute('aria-label', `was ${news.before}, now`);
    score.append(before, ' ');
  }
  score.append(element('b', '', news.score));
  const match = element('span', 'item-match', `${news.home} `, score, ` ${news.away}`);
  link.append(element('span', 'item-mark'), head, time, match);
  const detail = [news.when, detailBesideTitle(news)].filter(Boolean).join(' ');
  if (detail) link.append(element('span', 'item-detail', detail));
  return link;
}
