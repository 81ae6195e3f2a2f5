import { Writable } from 'node:stream';
import { runCli } from '../cli/run-cli.js';
import type { KickoffOptions, KickoffResult } from './kickoff-process.js';

/** Runs the command line within this process: what a command does, without a process of its own for each. */
export async function runCommand(
  words: readonly string[],
  { env = {}, cwd = process.cwd() }: KickoffOptions = {},
): Promise<KickoffResult> {
  const [stdout, stderr] = [new Page(), new Page()];
  const code = await runCli(words, {
    environment: env,
    folder: cwd,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  return { code, stdout: stdout.text, stderr: stderr.text, json: () => JSON.parse(stdout.text) as unknown };
}

/** Where the command writes, as into a file: no terminal. */
class Page extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
