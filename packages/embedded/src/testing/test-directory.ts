import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { KICKOFF_DIRECTORY } from '../kickoff-directory.js';

/** Folder for the data of test servers. */
export async function testDirectory(): Promise<string> {
  const directory = join(KICKOFF_DIRECTORY, 'test');
  await mkdir(directory, { recursive: true });
  return directory;
}

/** A new folder of its own for a test, which removes it. */
export async function newTestFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(await testDirectory(), `${name}-`));
  // PostgreSQL, which runs as another user when we are root, has to pass.
  await chmod(folder, 0o755);
  return folder;
}
