import { afterAll, beforeAll } from '@jest/globals';
import { testInstallation, type TestInstallation } from './installation.js';
import type { KickoffResult } from './kickoff-process.js';
import { RunningKickoff } from './running-kickoff.js';

/** Every service in one process, the worker of the package `@acme/weather` among them, beside servers of their own. */
export interface RunningPlatform extends Omit<TestInstallation, 'run'> {
  /** Of the api. */
  url: () => string;
  /** An admin's, with the right to see payloads. */
  adminKey: string;
  /** Runs the command with the address of the api and the admin's key. */
  run: (words: readonly string[], env?: Record<string, string>) => Promise<KickoffResult>;
}

const ADMIN_KEY = `kk_${'a'.repeat(43)}`;

/** To be called at the top level of a test file. */
export function runningPlatform(): RunningPlatform {
  let port: string | undefined;
  let up: RunningKickoff | undefined;
  // Before the hooks of its servers.
  afterAll(() => up?.stop());
  const installation = testInstallation();
  beforeAll(async () => {
    up = new RunningKickoff(['up', '--api-port', '0', '--gateway-port', '0', '--health-port', '0'], {
      cwd: installation.folder(),
      env: { ...installation.env(), KICKOFF_API_ADMIN_KEY: ADMIN_KEY },
    });
    await up.until(/kickoff is up/);
    [, port] = await up.until(/"service":"api"[^\n]*"port":(\d+)/);
  });
  const url = () => `http://127.0.0.1:${port}`;
  return {
    ...installation,
    url,
    adminKey: ADMIN_KEY,
    run: (words, env = {}) =>
      installation.run(words, { env: { KICKOFF_API_URL: url(), KICKOFF_API_KEY: ADMIN_KEY, ...env } }),
  };
}
