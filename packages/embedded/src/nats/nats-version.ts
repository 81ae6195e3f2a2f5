import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The oldest server that has everything the wire needs: repeating message schedules and their roll-ups came with it. */
export const OLDEST_NATS = '2.14.0';

/** Version that the program reports, e.g. `2.15.1`.
 * @throws Error when it cannot be run or says something else */
export async function natsVersion(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
  const version = /\bv(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${program} --version says ${JSON.stringify(stdout.slice(0, 80))}`);
  return version;
}

/** Whether `version` is at least `oldest`, compared number by number. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [left, right] = [version, oldest].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
