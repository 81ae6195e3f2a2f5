import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '@kickoff/nest/settings';
import { CommandError, UsageError } from '../cli/command-error.js';
import { repositoryProgram } from '../cli/repository.js';

/**
 * Runs the benchmark program to its end, its output being ours.
 *
 * @throws CommandError when it is not there or fails, UsageError when it refuses its words
 */
export async function runBench(words: readonly string[], environment: Environment): Promise<void> {
  const program = repositoryProgram('the benchmark program', 'bench', 'dist', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...words], {
    env: { ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code === 0) return;
  if (code === 2) throw new UsageError('the benchmark program refused its words', { where: words.join(' ') });
  throw new CommandError(`the benchmark program ended with ${signal ?? `code ${code}`}`, { where: program });
}
