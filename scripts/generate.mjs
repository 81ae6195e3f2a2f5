/**
 * Writes every generated file (`npm run generate`); `npm run check` fails when one is not current.
 * A generator is a module in `scripts/generate/` whose default export gives `{ path: content }` without writing anything;
 * with `export const needsBuild = true` it may import compiled packages.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { installIfNeeded } from './install.mjs';
import { ROOT } from './run.mjs';

/** One line for each file that differs from what its generator would write now. */
export async function outdatedFiles() {
  return Object.entries(await generated())
    .filter(([path, content]) => read(path) !== content)
    .map(([path]) => `${path} is not what npm run generate writes`);
}

/** Files by path. `which` narrows it down to generators that need the compiled packages, or those that do not. */
async function generated(which = () => true) {
  const folder = join(ROOT, 'scripts', 'generate');
  const files = {};
  for (const name of readdirSync(folder).sort()) {
    const { default: generate, needsBuild = false } = await import(pathToFileURL(join(folder, name)).href);
    if (which(needsBuild)) Object.assign(files, await generate());
  }
  return files;
}

function write(files) {
  for (const [path, content] of Object.entries(files)) {
    if (read(path) === content) continue;
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
    console.log(`wrote ${path}`);
  }
}

function read(path) {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await installIfNeeded();
  // A build may fail for want of what the first ones write.
  write(await generated((needsBuild) => !needsBuild));
  await build();
  write(await generated((needsBuild) => needsBuild));
}
