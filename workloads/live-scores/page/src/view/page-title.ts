import { MOMENT_KINDS } from '../model/match.js';
import type { News } from '../model/news.js';

const GOAL_SHOWN_MS = 10_000;
const NAME = 'Live scores';

/** The tab's title: the latest goal for a while, else how many matches are live. */
export class PageTitle {
  private goal: { text: string; until: number } | undefined;
  private live = 0;

  tell(told: readonly News[], now: number): void {
    const goal = told.findLast(({ kind }) => kind === MOMENT_KINDS.goal);
    if (!goal) return;
    const { title, home, score, away } = goal;
    this.goal = { text: `${title}! ${home} ${score} ${away}`, until: now + GOAL_SHOWN_MS };
  }

  setLive(count: number): void {
    this.live = count;
  }

  draw(now: number): void {
    if (this.goal && this.goal.until < now) this.goal = undefined;
    const title = this.goal ? `${this.goal.text} · ${NAME}` : this.live > 0 ? `${this.live} live · ${NAME}` : NAME;
    if (document.title !== title) document.title = title;
  }
}
