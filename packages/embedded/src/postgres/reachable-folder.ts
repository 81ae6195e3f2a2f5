import { createHash } from 'node:crypto';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UserIds } from './unprivileged-user.js';

/**
 * Where PostgreSQL's user can reach `folder`: the folder itself, or, in a clone below a closed folder such as root's home,
 * a folder of its own in the temporary folder, always the same one for the same `folder`.
 */
export async function reachableFolder(folder: string, user: UserIds | undefined): Promise<string> {
  if (user === undefined || (await canReach(folder, user))) return folder;
  return join(tmpdir(), `kickoff-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

/** Like `reachableFolder`, for a folder that has to be copied there. */
export async function reachableCopy(folder: string, user: UserIds | undefined): Promise<string> {
  const target = await reachableFolder(folder, user);
  if (target === folder || (await exists(target))) return target;
  // Copied under another name: a copy that was interrupted must not be taken for a whole one.
  const draft = `${target}.${process.pid}`;
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
  return target;
}

async function canReach(folder: string, user: UserIds): Promise<boolean> {
  for (let path = dirname(folder); ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
