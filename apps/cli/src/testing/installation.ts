import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { kickoff, type KickoffOptions, type KickoffResult } from './kickoff-process.js';
import { runCommand } from './run-command.js';
import { weatherPackage } from './weather-package.js';

/** Servers of this test file's own, and the command beside the package `@acme/weather`, told of them. */
export interface TestInstallation {
  /** Settings by which the command finds them. */
  env: () => Record<string, string>;
  natsUrl: () => string;
  databaseUrl: () => string;
  /** Folder of the package. */
  folder: () => string;
  /** Runs the command to its end, within this process. */
  run: (words: readonly string[], options?: KickoffOptions) => Promise<KickoffResult>;
  /** Runs it in a process of its own: what becomes of errors of Node itself, which Jest makes strangers of, shows only there. */
  runApart: (words: readonly string[], options?: KickoffOptions) => Promise<KickoffResult>;
}

/** To be called at the top level of a test file. */
export function testInstallation(): TestInstallation {
  const nats = natsForTest();
  const database = databaseForTest();
  const folder = weatherPackage();
  const env = () => ({
    KICKOFF_NATS_URL: nats().url,
    KICKOFF_DATABASE_URL: database(),
    KICKOFF_WORKLOADS: '@acme/weather',
  });
  const settled = (options: KickoffOptions = {}) => ({ cwd: folder(), ...options, env: { ...env(), ...options.env } });
  return {
    env,
    natsUrl: () => nats().url,
    databaseUrl: database,
    folder,
    run: (words, options) => runCommand(words, settled(options)),
    runApart: (words, options) => kickoff(words, settled(options)),
  };
}
