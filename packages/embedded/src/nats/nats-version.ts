import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Version that the program reports, e.g. `2.15.1`.
 * @throws Error when it cannot be run or says something else */
export async function natsVersion(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
  const version = /\bv(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${program} --version says ${JSON.stringify(stdout.slice(0, 80))}`);
  return version;
}
