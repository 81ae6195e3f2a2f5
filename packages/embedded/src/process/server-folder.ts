/**
 * Makes sure that one process at a time uses a server's folder. Two servers on the same data would destroy them; a server
 * that outlived a killed parent is ended, one whose parent lives is left alone.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './process-identity.js';

const OWNER = 'owner.pid';
const SERVER = 'server.pid';
const LEFTOVER_GRACE_MS = 5_000;

/** Another living process uses the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `${folder} is in use by process ${pid}; stop that one first (a second npm start or npm test in the same clone?)`,
    );
  }
}

/** Takes the folder for this process, and ends a server that an earlier owner left behind.
 * @throws FolderInUse */
export async function claimFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const owner = await living(join(folder, OWNER));
  if (owner !== undefined && owner !== process.pid) throw new FolderInUse(folder, owner);
  await writeFile(join(folder, OWNER), (await processIdentity(process.pid)) ?? '');
  if (owner === undefined) await endLeftover(join(folder, SERVER));
}

/** Remembers the server of the folder, so that the next owner can tell it from a stranger with the same number. */
export async function recordServer(folder: string, pid: number | undefined): Promise<void> {
  const identity = pid === undefined ? undefined : await processIdentity(pid);
  if (identity !== undefined) await writeFile(join(folder, SERVER), identity);
}

/** Gives the folder back. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, SERVER), { force: true });
  await rm(join(folder, OWNER), { force: true });
}

async function endLeftover(file: string): Promise<void> {
  const started = Date.now();
  for (let pid = await living(file); pid !== undefined; pid = await living(file)) {
    const late = Date.now() - started > LEFTOVER_GRACE_MS;
    try {
      process.kill(pid, late ? 'SIGKILL' : 'SIGINT');
    } catch {
      // It ended in between, which the loop sees.
    }
    await delay(100);
  }
  await rm(file, { force: true });
}

/** Number of the process that the file names, if that very process still lives. */
async function living(file: string): Promise<number | undefined> {
  const recorded = (await readFile(file, 'utf8').catch(() => '')).trim();
  const pid = Number.parseInt(recorded, 10);
  if (!(pid > 0)) return undefined;
  return (await processIdentity(pid)) === recorded ? pid : undefined;
}
