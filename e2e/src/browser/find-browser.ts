import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The only place here that reads the environment: which browser to drive. */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A quiet browser: no window, no traffic of its own. */
export const BROWSER_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of a Chromium: `KICKOFF_BROWSER`, then `PATH`, then the usual places. Undefined when there is none. */
// oxlint-disable-next-line node/no-process-env -- the one setting of the browser tests
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['KICKOFF_BROWSER'];
  if (named) return named;
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
