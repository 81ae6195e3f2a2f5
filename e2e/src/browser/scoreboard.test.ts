import { afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { browserForTest, describeInBrowser } from './browser-for-test.js';
import { stageForTest } from './stage-for-test.js';
import {
  added,
  basketballMatch,
  card,
  correction,
  footballMatch,
  goal,
  QUOTA_USED_UP,
  statusChange,
} from './match-day.js';

/** The scoreboard in a real browser, fed through a real gateway and nats-server. */

interface View {
  width?: number;
}
/** Parts of the page that reach beyond its sides. */
const CUT_OFF = `[...document.querySelectorAll('.match-line > *, .item-link > *, .choice-show > *, .search, .connection')]
  .filter((part) => part.getClientRects().length > 0)
  .filter((part) => part.getBoundingClientRect().left < 0 || part.getBoundingClientRect().right > innerWidth)
  .map((part) => part.outerHTML)`;

// The gateway process is stopped and started within a test, which takes a busy machine a while.
jest.setTimeout(60_000);

describeInBrowser('scoreboard', () => {
  const stage = stageForTest();
  const browser = browserForTest();
  const open: Page[] = [];
  let nextIndex = 1;

  beforeAll(async () => {
    await stage().play(
      added(footballMatch({ index: 900, status: 'NS' })),
      added(footballMatch({ index: 901, status: 'FT', score: [3, 1], minute: 90 })),
      added(footballMatch({ index: 902, status: 'HT', score: [0, 0], minute: 45 })),
      added(basketballMatch(903, [61, 64])),
    );
  });

  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close();
  });

  /** A fresh match on the stage and a page that shows it. */
  async function setup({ width = 1280 }: View = {}) {
    const match = footballMatch({ index: nextIndex++, score: [1, 1], minute: 30 });
    await stage().play(added(match));
    const page = await visit({ width });
    const row = page.locator(`#match-live-scores-football-${match.league.id}-${match.matchId}`);
    await row.waitFor();
    return { match, page, row };
  }

  async function visit({ width = 1280 }: View = {}): Promise<Page> {
    const context = await browser().newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    open.push(page);
    await page.goto(stage().url);
    await page.locator('#connection[data-state=live]').waitFor();
    return page;
  }

  it('flashes on a goal, tells it in the row and the feed, and names it in the title', async () => {
    const { match, page, row } = await setup();
    await stage().play(...goal(match, 'home', 'A. Lindqvist'));
    await row.and(page.locator('[data-fresh=goal][data-fresh-side=home]')).waitFor();
    expect(await row.locator('.tile').allTextContents()).toEqual(['2', '1']);
    expect(await row.locator('.note').textContent()).toBe('30′ Goal, A. Lindqvist');
    const item = page.locator('#feed-list .item').first();
    await item.locator('text=A. Lindqvist').waitFor();
    expect(await item.locator('.item-head').textContent()).toBe(`Goal ${match.teams.home.name}`);
    expect(await item.locator('.item-score').textContent()).toBe('2–1');
    await page.waitForFunction('document.title.startsWith("Goal! ")');
  });

  it('tells one goal once, though its score and its scorer arrive apart', async () => {
    const { match, page } = await setup();
    await stage().play(...goal(match, 'away', 'R. Fernández'));
    await page.locator('#feed-list .item', { hasText: 'R. Fernández' }).waitFor();
    expect(await page.locator('#feed-list .item').count()).toBe(1);
  });

  it('tells a card and puts a red one beside the team', async () => {
    const { match, page, row } = await setup();
    const yellow = card(match, 'home', 'Yellow', 'K. Oyelaran');
    await stage().play(yellow, card(yellow.match, 'away', 'Red', 'M. Hoffmann'));
    await row.locator('.away .red').waitFor();
    expect(await row.locator('.home .red').count()).toBe(0);
    expect(await row.locator('.note').textContent()).toBe('30′ Red card, M. Hoffmann');
    await page.locator('#feed-list .item[data-kind=yellow-card]', { hasText: 'K. Oyelaran' }).waitFor();
  });

  it('shows a correction as one, with the score that it replaces', async () => {
    const { match, page, row } = await setup();
    const scored = goal(match, 'home', 'L. Moreau');
    await stage().play(...scored, correction(scored.at(-1)!.match, 'home'));
    await row.and(page.locator('[data-fresh=correction]')).waitFor();
    expect(await row.locator('.tile').allTextContents()).toEqual(['1', '1']);
    expect(await row.locator('.note').textContent()).toBe('Corrected, was 2–1');
    const item = page.locator('#feed-list .item[data-kind=correction]');
    expect(await item.locator('s').textContent()).toBe('2–1');
    expect(await item.locator('.item-detail').textContent()).toContain('L. Moreau: withdrawn');
  });

  it('shows half time and full time', async () => {
    const { match, page, row } = await setup();
    const pause = statusChange(match, 'HT');
    await stage().play(pause);
    await row.and(page.locator('[data-phase=pause]')).waitFor();
    expect(await row.locator('.clock').textContent()).toBe('HT');
    await stage().play(statusChange(pause.match, 'FT'));
    await row.and(page.locator('[data-phase=finished]')).waitFor();
    await page.locator('#feed-list .item', { hasText: 'Full time' }).waitFor();
    expect(await row.isVisible()).toBe(true);
  });

  it('lets the clock run on between two updates', async () => {
    const { page, row } = await setup();
    expect(await row.locator('.clock').textContent()).toBe('30′');
    await page.clock.install({ time: Date.now() + 60_000 });
    await page.evaluate('0');
    await page.clock.runFor(2_000);
    await row.locator('.clock', { hasText: '31′' }).waitFor();
  });

  it('tells screen readers politely and together', async () => {
    const { match, page } = await setup();
    const first = goal(match, 'home', 'A. Lindqvist');
    await stage().play(...first, card(first.at(-1)!.match, 'away', 'Yellow', 'T. Nakamura'));
    const region = page.locator('#announcer[aria-live=polite]');
    await page.waitForFunction('document.querySelector("#announcer").textContent !== ""');
    const said = (await region.textContent()) ?? '';
    expect(said).toContain(`Goal, ${match.teams.home.name}`);
    expect(said).toContain('T. Nakamura');
  });

  it('filters by sport, state and text, and says when nothing matches', async () => {
    const { match, page, row } = await setup();
    await page.getByLabel('Basketball').check();
    await row.waitFor({ state: 'hidden' });
    expect(await page.locator('.match:visible').count()).toBe(1);
    await page.getByLabel('All sports').check();
    await page.keyboard.press('/');
    await page.keyboard.type(match.teams.away.name.normalize('NFD').toUpperCase());
    await expectRows(page.locator('.match:visible'), 1);
    await page.keyboard.type(' of nowhere');
    await page.getByRole('heading', { name: 'No team or league matches your search' }).waitFor();
  });

  it('unfolds a match by keyboard', async () => {
    const { match, page, row } = await setup();
    await stage().play(...goal(match, 'home', 'A. Lindqvist'));
    await row.locator('.note', { hasText: 'Lindqvist' }).waitFor();
    await row.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await row.locator('.timeline').textContent()).toContain('A. Lindqvist');
    expect(await row.getByRole('button').getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await row.locator('.detail').isVisible()).toBe(false);
  });

  it('leads from the feed to the match', async () => {
    const { match, page, row } = await setup();
    await stage().play(...goal(match, 'home', 'A. Lindqvist'));
    await page.getByLabel('Upcoming').check();
    await row.waitFor({ state: 'hidden' });
    await page.locator('#feed-list .item-link').first().click();
    await row.waitFor();
    await page.waitForFunction('document.activeElement.classList.contains("match-line")');
  });

  it('says that it is reconnecting, then resumes without missing a message', async () => {
    const { match, page, row } = await setup();
    await stage().stopGateway();
    await page.locator('#connection[data-state=reconnecting]').waitFor();
    const first = goal(match, 'home', 'A. Lindqvist');
    const second = goal(first.at(-1)!.match, 'away', 'R. Fernández');
    const third = card(second.at(-1)!.match, 'away', 'Red', 'M. Hoffmann');
    await stage().play(...first, ...second, third);
    expect(await row.locator('.tile').allTextContents()).toEqual(['1', '1']);
    await stage().startGateway();
    await page.locator('#connection[data-state=live]').waitFor();
    await row.locator('.away .red').waitFor();
    expect(await row.locator('.tile').allTextContents()).toEqual(['2', '2']);
    await page.locator('#feed-list .item', { hasText: 'M. Hoffmann' }).waitFor();
    const told = await page.locator('#feed-list .item-head').allTextContents();
    expect(told).toEqual([
      `Red card ${match.teams.away.name}`,
      `Goal ${match.teams.away.name}`,
      `Goal ${match.teams.home.name}`,
    ]);
  });

  it('says since when it is offline', async () => {
    const { page } = await setup();
    await page.context().setOffline(true);
    await stage().stopGateway();
    await page.locator('#connection[data-state=offline]', { hasText: /^\s*Offline since \d\d:\d\d\s*$/ }).waitFor();
    await page.context().setOffline(false);
    await stage().startGateway();
    await page.locator('#connection[data-state=live]').waitFor();
  });

  it('says when the quota is used up and when it is not any more', async () => {
    const page = await visit();
    await stage().broadcast('live-scores/quota', 'quota.changed', QUOTA_USED_UP, QUOTA_USED_UP);
    await page.getByText('Quota used up until 00:00 UTC').waitFor();
    const free = { ...QUOTA_USED_UP, open: true, closedUntil: null, notice: null };
    await stage().broadcast('live-scores/quota', 'quota.changed', free, free);
    await page.locator('#quota').waitFor({ state: 'hidden' });
  });

  it.each([375, 1280])('fits %i px without scrolling sideways', async (width) => {
    const { match, page } = await setup({ width });
    await stage().play(...goal(match, 'home', 'A. Lindqvist with an Exceedingly Long Name'));
    await page.locator('#feed-list .item').first().waitFor();
    for (const show of ['Live', 'Upcoming', 'Finished', 'All']) {
      await page.getByLabel(show, { exact: true }).check();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      // A card clips what is too wide, so its parts are looked at as well.
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
    }
  });
});

async function expectRows(rows: Locator, count: number): Promise<void> {
  await rows.nth(count).waitFor({ state: 'detached' });
  expect(await rows.count()).toBe(count);
}
