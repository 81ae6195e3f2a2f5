import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KICKOFF_DIRECTORY } from '../kickoff-directory.js';

/** Folder for the data of test servers. */
export async function testDirectory(): Promise<string> {
  const directory = join(KICKOFF_DIRECTORY, 'test');
  await mkdir(directory, { recursive: true });
  return directory;
}
