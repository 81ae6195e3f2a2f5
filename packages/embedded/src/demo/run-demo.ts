/** `npm start`: starts the platform, tells where it is, and stops it when asked. */
import { join } from 'node:path';
import { KICKOFF_DIRECTORY } from '../kickoff-directory.js';
import { choosePort } from '../platform/ports.js';
import { Platform } from '../platform/platform.js';
import { embeddedSettings } from '../settings.js';
import { demoAdminKey } from './admin-key.js';
import { demoEnvironment } from './demo-environment.js';
import { DEMO_LISTENERS, DEMO_PORTS, demoPorts, demoProcesses } from './demo-settings.js';
import { StopSignals } from './stop-signals.js';

export interface DemoOptions {
  /** Where data and logs are; default `.kickoff/demo`. */
  readonly directory?: string;
  /** Root of the repository whose compiled programs are started; default this one. */
  readonly repository?: string;
}

/** Runs until it is stopped by a signal. Resolves with the exit code. */
export async function runDemo({
  directory = join(KICKOFF_DIRECTORY, 'demo'),
  repository,
}: DemoOptions = {}): Promise<number> {
  let platform: Platform | undefined;
  const signals = new StopSignals();
  try {
    const ports = await chosenPorts();
    const { natsUrl, databaseUrl } = embeddedSettings();
    const adminKey = await demoAdminKey(directory);
    say('Starting …');
    const started = Platform.start(
      {
        directory,
        ...(repository === undefined ? {} : { repository }),
        processes: demoProcesses(),
        ports,
        natsUrl,
        databaseUrl,
        environment: (service, addresses) => demoEnvironment(service, addresses, adminKey),
        restart: true,
        tell: say,
      },
      (created) => (platform = created),
    );
    // Also a start that is being stopped must not go unobserved.
    started.catch(() => {});
    if ((await Promise.race([started, signals.first])) instanceof Platform && platform) {
      announce(platform, directory, adminKey);
      await signals.first;
    }
    say('Stopping … (again to kill)');
    await Promise.race([platform?.stop(), signals.second.then(() => platform?.kill())]);
    return 0;
  } catch (error) {
    console.error(`Kickoff could not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    signals.close();
  }
}

async function chosenPorts(): Promise<Record<string, number>> {
  const asked = demoPorts();
  const chosen: Record<string, number> = {};
  for (const listener of DEMO_LISTENERS) {
    chosen[listener] = await choosePort({ listener, asked: asked[listener], ...DEMO_PORTS[listener] });
  }
  return chosen;
}

function announce({ addresses }: Platform, directory: string, adminKey: string): void {
  const scoreboard = `${addresses.api}/live`;
  say(
    [
      'Kickoff is running.',
      `  Scoreboard   ${scoreboard}`,
      `  API          ${addresses.api}/api/v1/docs`,
      `  Admin key    ${adminKey}`,
      `  Simulator    ${addresses.simulator}`,
      `  Logs         ${join(directory, 'logs')}`,
      'Press Ctrl-C to stop.',
    ].join('\n'),
  );
  say(`KICKOFF_READY ${JSON.stringify({ scoreboard, adminKey, ...addresses })}`);
}

function say(line: string): void {
  console.log(line);
}
