/**
 * Removes compiled files whose source is gone: `tsc -b` leaves them, and a test that was deleted or renamed would go on
 * running. Bundles in the same folders are left alone; only what has a declaration file beside it came from `tsc`.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './run.mjs';
import { workspaces } from './workspaces.mjs';

const OUTPUTS = ['.js', '.js.map', '.d.ts', '.d.ts.map'];

export function pruneOrphans() {
  for (const folder of workspaces()) {
    const dist = join(ROOT, folder, 'dist');
    if (!existsSync(dist)) {
      // Without it `tsc -b` believes its outputs are still there.
      rmSync(join(ROOT, folder, 'tsconfig.tsbuildinfo'), { force: true });
      continue;
    }
    for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
      if (!entry.name.endsWith('.d.ts')) continue;
      const declaration = join(entry.parentPath, entry.name);
      const stem = relative(dist, declaration).slice(0, -'.d.ts'.length);
      const source = join(ROOT, folder, 'src', stem);
      if (['.ts', '.tsx'].some((extension) => existsSync(source + extension))) continue;
      for (const extension of OUTPUTS) rmSync(join(dist, stem + extension), { force: true });
    }
  }
}
