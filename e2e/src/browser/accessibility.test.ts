import { afterEach, expect, it, jest } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { browserForTest, describeInBrowser } from './browser-for-test.js';
import { stageForTest } from './stage-for-test.js';
import { added, card, correction, footballMatch, goal, QUOTA_USED_UP, type Played } from './match-day.js';

/** Every state of the scoreboard, looked at by axe in both schemes. Few matches are on the stage: axe looks at each of them. */

const SCHEMES = ['light', 'dark'] as const;
const AXE_RUN = `axe.run(document, { resultTypes: ['violations'] })`;

// The gateway process is stopped and started within a test, which takes a busy machine a while.
jest.setTimeout(120_000);

describeInBrowser('accessibility of the scoreboard', () => {
  const stage = stageForTest();
  const browser = browserForTest();
  const open: Page[] = [];

  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close();
  });

  async function blank(): Promise<Page> {
    const context = await browser().newContext({ viewport: { width: 375, height: 800 } });
    const page = await context.newPage();
    open.push(page);
    return page;
  }

  it('has no violations while loading', async () => {
    const page = await blank();
    await page.route('**/config.json', () => undefined);
    await page.goto(stage().url);
    await page.locator('#skeleton').waitFor();
    await expectAccessible(page, 'loading');
  });

  it('has none without live matches, when it shows the next kick-offs', async () => {
    await stage().play(...[1, 2, 3].map((index) => added(footballMatch({ index, status: 'NS' }))));
    const page = await blank();
    await page.goto(stage().url);
    await page.getByRole('heading', { name: 'No live matches right now' }).waitFor();
    expect(await page.locator('.next-match').count()).toBe(3);
    await expectAccessible(page, 'empty');
  });

  it('has none in any state of a live match, nor while the gateway or the network is away', async () => {
    const match = footballMatch({ index: 4, score: [1, 1], minute: 30 });
    await stage().play(added(match), added(footballMatch({ index: 5, status: 'FT', score: [3, 1], minute: 90 })));
    const page = await blank();
    await page.goto(stage().url);
    const row = page.locator(`#match-live-scores-football-${match.league.id}-${match.matchId}`);
    await row.waitFor();

    const scored = goal(match, 'home', 'A. Lindqvist');
    const changes: Played[] = [...scored, card(scored.at(-1)!.match, 'away', 'Red')];
    await stage().play(...changes);
    await row.locator('.red').waitFor();
    await expectAccessible(page, 'live');
    await row.getByRole('button').click();
    await expectAccessible(page, 'unfolded');
    await stage().play(correction(changes.at(-1)!.match, 'home'));
    await row.and(page.locator('[data-fresh=correction]')).waitFor();
    await expectAccessible(page, 'corrected');
    for (const show of ['Upcoming', 'Finished', 'All']) {
      await page.getByLabel(show, { exact: true }).check();
      await page.locator('.match:visible').first().waitFor();
      await expectAccessible(page, show);
    }
    await page.locator('#search').fill('nothing is called this');
    await page.locator('#empty').waitFor();
    await expectAccessible(page, 'nothing found');
    await stage().broadcast('live-scores/quota', 'quota.changed', QUOTA_USED_UP, QUOTA_USED_UP);
    await page.locator('#quota').waitFor();
    await expectAccessible(page, 'quota used up');
    await stage().stopGateway();
    await page.locator('#connection[data-state=reconnecting]').waitFor();
    await expectAccessible(page, 'reconnecting');
    await page.context().setOffline(true);
    await page.locator('#connection[data-state=offline]').waitFor();
    await expectAccessible(page, 'offline');
  });
});

async function expectAccessible(page: Page, state: string): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<axe.AxeResults>(AXE_RUN);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect({ state, colorScheme, found }).toEqual({ state, colorScheme, found: [] });
  }
}
