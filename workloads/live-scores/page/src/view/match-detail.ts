import { dayName, timeOfDay } from '../model/clock.js';
import type { Match, Moment } from '../model/match.js';
import { element } from './element.js';

/** What a match row unfolds: its timeline, the periods, the kick-off. Rebuilt whole; only open rows have one. */
export class MatchDetail {
  constructor(private readonly box: HTMLElement) {}

  update(match: Match): void {
    this.box.replaceChildren(this.facts(match), ...this.periods(match), this.timeline(match));
  }

  private facts({ startsAt, statusText, round, changedAt }: Match): HTMLElement {
    const facts = [
      statusText,
      `${dayName(startsAt, Date.now())} ${timeOfDay(startsAt)}`,
      round,
      changedAt > 0 ? `Last change ${timeOfDay(changedAt)}` : '',
    ];
    return element('p', 'facts', facts.filter(Boolean).join(' · '));
  }

  private periods({ periods, home, away }: Match): HTMLElement[] {
    const played = periods.filter((period) => period.home !== undefined || period.away !== undefined);
    if (played.length === 0) return [];
    const row = (name: string, cells: string[]) => {
      const head = element('th', '', name);
      head.scope = 'row';
      return element('tr', '', head, ...cells.map((cell) => element('td', '', cell)));
    };
    const heads = played.map(({ name }) => {
      const head = element('th', '', name);
      head.scope = 'col';
      return head;
    });
    const number = (value: number | undefined) => (value === undefined ? '–' : String(value));
    const table = element(
      'table',
      'periods',
      element('caption', 'visually-hidden', 'Score by period'),
      element('thead', '', element('tr', '', element('td'), ...heads)),
      element(
        'tbody',
        '',
        row(
          home.name,
          played.map((period) => number(period.home)),
        ),
        row(
          away.name,
          played.map((period) => number(period.away)),
        ),
      ),
    );
    return [table];
  }

  private timeline({ moments, home, away }: Match): HTMLElement {
    if (moments.length === 0) return element('p', 'facts', 'No goals or cards reported.');
    const teamOf = (side: Moment['side']) =>
      side ? [element('span', 'moment-team', side === 'home' ? home.name : away.name)] : [];
    const items = moments.map(({ kind, side, when, text }) => {
      const item = element(
        'li',
        'moment',
        element('span', 'moment-when', when),
        element('span', 'moment-text', text, ...teamOf(side)),
      );
      item.dataset['kind'] = kind;
      item.dataset['side'] = side ?? 'none';
      return item;
    });
    return element('ol', 'timeline', ...items);
  }
}
