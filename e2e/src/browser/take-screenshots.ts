import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats } from '@kickoff/embedded';
import { chromium, type Browser } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from './find-browser.js';
import { LiveStage } from './live-stage.js';
import {
  added,
  basketballMatch,
  card,
  correction,
  footballMatch,
  goal,
  statusChange,
  type Played,
} from './match-day.js';

/** Takes the pictures of the scoreboard that the README shows: `npm run screenshots -w e2e`. */

const FOLDER = join(import.meta.dirname, '../../../docs/images');
const SIZES = [
  { width: 375, height: 780 },
  { width: 1280, height: 860 },
];

/** A Sunday afternoon with something of everything; the changes are played while the page watches. */
function evening(): { before: Played[]; changes: Played[] } {
  const scores = [[1, 0], [2, 2], [0, 0], [1, 3], [0, 1], [2, 0], [1, 1], [0, 2], [3, 1], [0, 0], [1, 2], [4, 0]] as const; // prettier-ignore
  const matches = scores.map((score, index) =>
    footballMatch({ index, score, ...(index % 3 === 2 && { status: '2H', minute: 52 + index * 3 }) }),
  );
  const [first, second, third, fourth, fifth] = matches.toReversed() as [(typeof matches)[0], ...typeof matches];
  const before = [
    ...matches.map(added),
    added(basketballMatch(60, [61, 64])),
    added(footballMatch({ index: 61, status: 'NS' })),
  ];
  const twice = goal(second!, 'home', 'João Mendes');
  const changes = [
    card(third!, 'away', 'Yellow', 'K. Oyelaran'),
    statusChange(fourth!, 'HT'),
    card(fifth!, 'home', 'Red', 'M. Hoffmann'),
    ...twice,
    correction(twice.at(-1)!.match, 'home'),
    ...goal(matches[1]!, 'away', 'R. Fernández'),
    card(matches[6]!, 'away', 'Yellow', 'L. Moreau'),
    ...goal(first, 'home', 'A. Lindqvist'),
    ...goal(matches[0]!, 'home', 'T. Nakamura'),
  ];
  return { before, changes };
}

async function takeAll(browser: Browser, stage: LiveStage): Promise<void> {
  const { before, changes } = evening();
  await stage.play(...before);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of SIZES) {
      const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(stage.url);
      await page.locator('.match').first().waitFor();
      await stage.play(...changes);
      await page.locator('.item', { hasText: 'T. Nakamura' }).waitFor();
      await page.screenshot({ path: join(FOLDER, `scoreboard-${viewport.width}-${colorScheme}.png`) });
      await context.close();
      // Every picture starts from the same board.
      await stage.play(...before);
    }
  }
}

const program = findBrowser();
if (!program) throw new Error('no Chromium found; set KICKOFF_BROWSER to one');
await mkdir(FOLDER, { recursive: true });
const directory = await mkdtemp(join(tmpdir(), 'kickoff-screenshots-'));
const nats = await startNats({ directory });
const stage = await LiveStage.start(nats.url, directory);
const browser = await chromium.launch({ executablePath: program, args: BROWSER_ARGUMENTS });
try {
  await takeAll(browser, stage);
} finally {
  await browser.close();
  await stage.stop();
  await nats.stop();
  await rm(directory, { recursive: true, force: true });
}
