/**
 * Tells whether anything has changed since the last build, by names, sizes and times of the files that go into it and of
 * what came out. Asking the compiler and Turborepo costs seconds, and somebody who starts the demo waits for them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './run.mjs';
import { workspaces } from './workspaces.mjs';

const STAMP = join(ROOT, '.kickoff', 'build-stamp');
const ROOT_FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'turbo.json'];
const LEFT_OUT = new Set(['node_modules', '.turbo']);

/** Whether the sources and the outputs are those of the last complete build. */
export function isBuilt() {
  try {
    return readFileSync(STAMP, 'utf8') === fingerprint();
  } catch {
    return false;
  }
}

/** To be called before a build, so that one that fails is not taken for complete. */
export function forgetBuild() {
  rmSync(STAMP, { force: true });
}

export function rememberBuild() {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, fingerprint());
}

function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ROOT_FILES) add(hash, join(ROOT, file));
  for (const folder of workspaces()) walk(hash, join(ROOT, folder));
  return hash.digest('hex');
}

function walk(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (LEFT_OUT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(hash, path);
    else add(hash, path);
  }
}

function add(hash, path) {
  const { size, mtimeMs } = statSync(path);
  hash.update(`${path} ${size} ${mtimeMs}\n`);
}
