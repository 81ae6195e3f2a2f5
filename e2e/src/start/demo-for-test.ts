import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { REPOSITORY } from '@kickoff/embedded';

/** `npm start` in a group of its own, as a terminal gives it: Ctrl-C reaches npm and everything that npm started. */
export function startDemo(directory: string): ChildProcess {
  return spawn('npm', ['start', '--', directory], {
    cwd: REPOSITORY,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export function pressCtrlC(npm: ChildProcess): void {
  process.kill(-npm.pid!, 'SIGINT');
}

/** Every address, once it is ready. */
export async function readyLine({ stdout }: ChildProcess): Promise<Record<string, unknown>> {
  for await (const line of createInterface({ input: stdout! }))
    if (line.startsWith('KICKOFF_READY '))
      return JSON.parse(line.slice('KICKOFF_READY '.length)) as Record<string, unknown>;
  throw new Error('npm start ended before it was ready');
}
