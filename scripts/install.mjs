/** Installs dependencies when they are missing or not those of the lockfile. Needs nothing but Node and npm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, ROOT } from './run.mjs';

export async function installIfNeeded() {
  requireNode();
  if (isInstalled()) return;
  console.log('Installing dependencies …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await mustRun(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Compares what npm recorded about node_modules with the lockfile; times of files say nothing after a checkout. */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted ?? {}).every(([path, { version, optional, link, os, cpu }]) => {
    if (!path.includes('node_modules/') || link) return true;
    const found = present[path];
    // Optional packages for other platforms are rightly absent.
    return found ? found.version === version : Boolean(optional || os || cpu);
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  console.error(`Kickoff needs Node.js 20.20 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
