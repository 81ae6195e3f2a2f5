import { afterAll, beforeAll, describe } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from './find-browser.js';

const program = findBrowser();

/** `describe` where there is a browser; elsewhere the tests are skipped and the reason is printed. */
export const describeInBrowser = program ? describe : skipped;

function skipped(name: string, tests: () => void): void {
  process.stderr.write(`skipped: ${name} (no Chromium found; set KICKOFF_BROWSER to one)\n`);
  // oxlint-disable-next-line jest/no-disabled-tests -- without a browser there is nothing to test in
  describe.skip(name, tests);
}

/** A browser of its own with an empty profile, from before the first test until after the last. */
export function browserForTest(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: program ?? '', args: BROWSER_ARGUMENTS });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => {
    if (!browser) throw new Error('the browser starts before the first test; use it inside tests and hooks only');
    return browser;
  };
}
