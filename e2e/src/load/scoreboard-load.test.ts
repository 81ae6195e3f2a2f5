import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { browserForTest, describeInBrowser } from '../browser/browser-for-test.js';
import { stageForTest } from '../browser/stage-for-test.js';
import { added, card, footballMatch, goal } from '../browser/match-day.js';

const MATCHES = 500;
const CHANGES_PER_SECOND = 50;
const SECONDS = 10;
/** Tasks are measured by the clock, so a busy machine can stretch one; a page that has long tasks has them every time. */
const ROUNDS = 3;
const PAINT_P95_MS = 200;

/** Collects what the page's performance timeline says; must run before the page's own scripts. */
const OBSERVE = `
  window.measured = { toPaint: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === 'kickoff:message-to-paint') window.measured.toPaint.push(entry.duration);
    }
  }).observe({ type: 'measure' });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.measured.longTasks.push({ startTime, duration });
  }).observe({ type: 'longtask' });
`;

interface Measured {
  toPaint: number[];
  longTasks: { startTime: number; duration: number }[];
}

describeInBrowser('scoreboard under load', () => {
  const stage = stageForTest();
  const browser = browserForTest();

  it(`paints ${CHANGES_PER_SECOND} changes a second of ${MATCHES} live matches within ${PAINT_P95_MS} ms and has no long task`, async () => {
    const matches = Array.from({ length: MATCHES }, (_, index) => footballMatch({ index, leagues: 60 }));
    await stage().play(...matches.map(added));
    const page = await (await browser().newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await page.addInitScript(OBSERVE);
    await page.goto(stage().url);
    await page.waitForFunction(`document.querySelectorAll('.match').length === ${MATCHES}`);
    await drain(page);

    const rounds: { p95: number; longTasks: Measured['longTasks'] }[] = [];
    while (rounds.length < ROUNDS) {
      const sent = await changeAtRate(matches);
      await page.waitForFunction(`window.measured.toPaint.length >= ${sent}`);
      const { toPaint, longTasks } = await drain(page);
      expect(toPaint).toHaveLength(sent);
      const sorted = toPaint.toSorted((a, b) => a - b);
      const [p50, p95] = [sorted[sorted.length >> 1]!, sorted[Math.floor(sorted.length * 0.95)]!];
      const longest = Math.max(0, ...longTasks.map(({ duration }) => duration));
      process.stdout.write(
        `message to paint: p50 ${round(p50)} ms, p95 ${round(p95)} ms, ${sent} messages; ${longTasks.length} long tasks, longest ${longest} ms\n`,
      );
      rounds.push({ p95, longTasks });
      if (p95 < PAINT_P95_MS && longTasks.length === 0) return;
    }
    expect(rounds.at(-1)).toEqual({ p95: expect.any(Number), longTasks: [] });
    expect(rounds.at(-1)!.p95).toBeLessThan(PAINT_P95_MS);
  });

  /** Plays goals and cards all over the board; returns how many messages that were. */
  async function changeAtRate(matches: ReturnType<typeof footballMatch>[]): Promise<number> {
    const intervalMs = 1_000 / CHANGES_PER_SECOND;
    const startedAt = performance.now();
    let sent = 0;
    for (let change = 0; change < CHANGES_PER_SECOND * SECONDS; change += 1) {
      const due = startedAt + change * intervalMs;
      if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
      const index = (change * 37) % matches.length;
      const side = change % 3 === 0 ? 'away' : 'home';
      const played =
        change % 2 === 0 ? goal(matches[index]!, side).slice(0, 1) : [card(matches[index]!, side, 'Yellow')];
      matches[index] = played.at(-1)!.match;
      await stage().play(...played);
      sent += played.length;
    }
    return sent;
  }
});

/** Takes what was measured so far; what comes later is counted anew. */
async function drain(page: Page): Promise<Measured> {
  return page.evaluate<Measured>(
    '(() => { const taken = window.measured; window.measured = { toPaint: [], longTasks: [] }; return taken; })()',
  );
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
