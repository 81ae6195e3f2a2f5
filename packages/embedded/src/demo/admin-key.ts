import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The demo's admin key of the control API: made at its first start and kept beside its data, so that it stays the same. */
export async function demoAdminKey(directory: string): Promise<string> {
  const file = join(directory, 'admin-key');
  await mkdir(directory, { recursive: true });
  const made = `kk_${randomBytes(32).toString('base64url')}`;
  // Fails when there is one.
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
