import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PROCESS_ENVIRONMENT } from '@kickoff/nest/settings';

/** The command as somebody runs it: a process of its own. */

const PROGRAM = fileURLToPath(new URL('../../bin/kickoff.js', import.meta.url));

export interface KickoffOptions {
  /** Settings; nothing else of ours but PATH and HOME reaches it. */
  env?: Record<string, string>;
  /** Working folder. */
  cwd?: string;
}

export interface KickoffResult {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as the one document that it must be. */
  json: () => unknown;
}

/** Starts it without waiting. */
export function startKickoff(words: readonly string[], { env = {}, cwd }: KickoffOptions = {}): ChildProcess {
  const { PATH, HOME } = PROCESS_ENVIRONMENT;
  return spawn(process.execPath, [PROGRAM, ...words], {
    env: { PATH, HOME, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs it to its end. */
export async function kickoff(words: readonly string[], options: KickoffOptions = {}): Promise<KickoffResult> {
  const child = startKickoff(words, options);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr, json: () => JSON.parse(stdout) as unknown };
}
