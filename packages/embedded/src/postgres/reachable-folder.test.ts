import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reachableCopy, reachableFolder } from './reachable-folder.js';

/** A user that owns nothing. */
const STRANGER = { uid: 65_533, gid: 65_533 };

let open: string;
beforeEach(async () => {
  open = await mkdtemp(join(tmpdir(), 'kickoff-reach-'));
  await chmod(open, 0o755);
});
afterEach(() => rm(open, { recursive: true, force: true }));

describe('reachableFolder', () => {
  it('is the folder itself where its user can pass', async () => {
    expect(await reachableFolder(join(open, 'data'), STRANGER)).toBe(join(open, 'data'));
    await chmod(open, 0o700);
    expect(await reachableFolder(join(open, 'data'), undefined)).toBe(join(open, 'data'));
  });

  it('is one in the temporary folder below a closed folder', async () => {
    await chmod(open, 0o700);
    const folder = await reachableFolder(join(open, 'data'), STRANGER);
    expect(dirname(folder)).toBe(tmpdir());
    expect(await reachableFolder(join(open, 'data'), STRANGER)).toBe(folder);
  });

  it('has a copy of programs below a closed folder', async () => {
    await mkdir(join(open, 'programs'));
    await writeFile(join(open, 'programs', 'a'), 'content');
    await chmod(open, 0o700);
    const copy = await reachableCopy(join(open, 'programs'), STRANGER);
    expect(await readFile(join(copy, 'a'), 'utf8')).toBe('content');
    await rm(copy, { recursive: true });
  });
});
