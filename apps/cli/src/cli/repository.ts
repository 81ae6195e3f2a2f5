import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from './command-error.js';

/** Folder that holds `apps`, where this command is one of them: the repository, or the same in an image. */
export const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * Path of a compiled program of the repository.
 *
 * @throws CommandError where it is not there: this command can be installed without it
 */
export function repositoryProgram(what: string, ...path: readonly string[]): string {
  const program = join(REPOSITORY, ...path);
  if (existsSync(program)) return program;
  throw new CommandError(`${what} is not installed beside this command`, {
    code: 'NOT_INSTALLED',
    where: program,
    remedy: 'run it in a clone of the repository, by `npm run kickoff -- …`, which builds what is missing',
  });
}
