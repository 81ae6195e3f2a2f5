import { SHOWS, type Filter, type Show } from '../model/filter.js';
import { plain } from '../model/plain-text.js';
import { compareSports, sportStyle } from '../model/sports.js';
import { byId, element, TextCell } from './element.js';

/** Sport tabs, the choice of matches and the search field. */
export class Controls {
  readonly filter: Filter = { sport: undefined, show: 'live', query: '' };
  private readonly sports = byId('sports');
  private readonly counts = new Map<string, TextCell>();
  private readonly search = byId('search') as HTMLInputElement;

  constructor(private readonly changed: () => void) {
    this.sports.append(this.choice('sport', '', 'All sports', true));
    for (const show of Object.keys(SHOWS) as Show[]) {
      byId('show').append(this.choice('show', show, SHOWS[show], show === this.filter.show));
    }
    const controls = byId('controls');
    controls.addEventListener('submit', (event) => event.preventDefault());
    controls.addEventListener('change', (event) => this.chosen(event.target));
    this.search.addEventListener('input', () => {
      this.filter.query = plain(this.search.value.trim());
      this.changed();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      this.search.focus();
    });
  }

  /** Live matches per sport; a sport gets its tab when it is first seen. */
  setCounts(counts: ReadonlyMap<string, number>): void {
    let total = 0;
    for (const [sport, count] of counts) {
      total += count;
      if (!this.counts.has(sport)) this.addSport(sport);
      this.counts.get(sport)?.set(String(count));
    }
    this.counts.get('')?.set(String(total));
  }

  /** Back to a view that surely contains every match. */
  showAll(): void {
    this.search.value = '';
    Object.assign(this.filter, { sport: undefined, show: 'all', query: '' } satisfies Filter);
    for (const input of document.querySelectorAll<HTMLInputElement>('#controls input[type=radio]')) {
      input.checked = input.value === (input.name === 'sport' ? '' : 'all');
    }
    this.changed();
  }

  private addSport(sport: string): void {
    const tab = this.choice('sport', sport, sportStyle(sport).name, false);
    const after = [...this.sports.querySelectorAll<HTMLElement>('[data-sport]')].find(
      (other) => other.dataset['sport'] && compareSports(sport, other.dataset['sport']) < 0,
    );
    this.sports.insertBefore(tab, after ?? null);
  }

  private choice(group: 'sport' | 'show', value: string, text: string, checked: boolean): HTMLLabelElement {
    const input = element('input');
    Object.assign(input, { type: 'radio', name: group, value, checked });
    const face = element('span', 'choice-face', text);
    if (group === 'sport') {
      const count = new TextCell(element('span', 'choice-count'));
      this.counts.set(value, count);
      face.append(' ', count.element);
    }
    const label = element('label', 'choice-item', input, face);
    if (group === 'sport') label.dataset['sport'] = value;
    return label;
  }

  private chosen(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
    if (target.name === 'sport') this.filter.sport = target.value || undefined;
    else this.filter.show = target.value as Show;
    this.changed();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'search';
}
