import { clockText } from '../model/clock.js';
import { MOMENT_KINDS, type Match, type MomentKind, type Side } from '../model/match.js';
import { element, setData, TextCell } from './element.js';
import { MatchDetail } from './match-detail.js';

/** How long a change stays marked. */
const FRESH_MS = 12_000;

/** When more rows than this move at once, movement tells nothing any more and only costs frames. */
const MOST_MOVING = 4;
let moving = 0;

const motion = matchMedia('(prefers-reduced-motion: no-preference)');

/** One match: clock, teams, score tiles, the latest line. Writes only what differs from what it shows. */
export class MatchRow {
  readonly element: HTMLLIElement;
  /** When its mark ends, milliseconds since the epoch. */
  freshUntil = 0;
  private readonly button = element('button', 'match-line');
  private readonly clock = new TextCell(element('span', 'clock'));
  private readonly names = { home: new TextCell(element('span', 'name')), away: new TextCell(element('span', 'name')) };
  private readonly teams = { home: element('span', 'team home'), away: element('span', 'team away') };
  private readonly reds = { home: element('span', 'reds'), away: element('span', 'reds') };
  private readonly tiles = {
    home: new TextCell(element('span', 'tile home')),
    away: new TextCell(element('span', 'tile away')),
  };
  private readonly note = new TextCell(element('span', 'note'));
  private readonly detailBox = element('div', 'detail');
  private detail: MatchDetail | undefined;

  constructor(public match: Match) {
    this.element = element('li', 'match');
    this.element.id = `match-${match.key.replaceAll('/', '-')}`;
    this.detailBox.id = `${this.element.id}-detail`;
    this.detailBox.hidden = true;
    this.button.type = 'button';
    this.button.setAttribute('aria-expanded', 'false');
    this.button.setAttribute('aria-controls', this.detailBox.id);
    this.button.addEventListener('click', () => this.toggle());
    for (const side of ['home', 'away'] as const) this.teams[side].append(this.names[side].element, this.reds[side]);
    this.button.append(
      this.clock.element,
      this.teams.home,
      this.tiles.home.element,
      this.tiles.away.element,
      this.teams.away,
      this.note.element,
    );
    this.element.append(this.button, this.detailBox);
    this.update(match, Date.now());
  }

  update(match: Match, now: number): void {
    this.match = match;
    setData(this.element, 'phase', match.phase);
    this.tick(now);
    for (const side of ['home', 'away'] as const) {
      const { name, score, redCards } = match[side];
      this.names[side].set(name);
      this.tiles[side].set(score === undefined ? '–' : String(score));
      this.showReds(side, redCards);
    }
    const { home, away } = match;
    const lead = (home.score ?? 0) - (away.score ?? 0);
    setData(this.element, 'lead', lead > 0 ? 'home' : lead < 0 ? 'away' : undefined);
    this.note.set(match.note?.text ?? '');
    setData(this.note.element, 'kind', match.note?.kind);
    if (this.detail && !this.detailBox.hidden) this.detail.update(match);
  }

  /** Moves the clock on; cheap enough to call for every row each second. */
  tick(now: number): void {
    this.clock.set(clockText(this.match, now));
  }

  /** Marks a change: always by colour, by movement where the reader has not asked for less. */
  flash(kind: MomentKind, sides: readonly Side[], now: number): void {
    this.freshUntil = now + FRESH_MS;
    setData(this.element, 'fresh', kind);
    setData(this.element, 'freshSide', sides.length === 1 ? sides[0] : 'both');
    if (!motion.matches || (kind !== MOMENT_KINDS.goal && kind !== MOMENT_KINDS.correction)) return;
    if (moving + sides.length > MOST_MOVING) return;
    for (const side of sides) {
      moving += 1;
      const turn = this.tiles[side].element.animate(
        [{ transform: 'rotateX(-88deg)' }, { transform: 'rotateX(16deg)', offset: 0.6 }, { transform: 'none' }],
        { duration: 420, easing: 'cubic-bezier(0.2, 0.8, 0.3, 1)' },
      );
      turn.addEventListener('finish', () => (moving -= 1));
      turn.addEventListener('cancel', () => (moving -= 1));
    }
  }

  calm(): void {
    this.freshUntil = 0;
    setData(this.element, 'fresh', undefined);
    setData(this.element, 'freshSide', undefined);
  }

  setVisible(visible: boolean): void {
    if (this.element.hidden === visible) this.element.hidden = !visible;
  }

  focus(): void {
    this.button.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'center', behavior: motion.matches ? 'smooth' : 'auto' });
  }

  private toggle(): void {
    const open = this.detailBox.hidden;
    this.button.setAttribute('aria-expanded', String(open));
    this.detailBox.hidden = !open;
    if (!open) return;
    this.detail ??= new MatchDetail(this.detailBox);
    this.detail.update(this.match);
  }

  private showReds(side: Side, count: number): void {
    const box = this.reds[side];
    if (box.querySelectorAll('.red').length === count) return;
    box.replaceChildren(...Array.from({ length: count }, () => element('i', 'red')));
    if (count === 0) return;
    box.append(element('span', 'visually-hidden', count === 1 ? ' red card' : ` ${count} red cards`));
  }
}
