/**
 * Writes every generated file (`npm run generate`); `npm run check` fails when one is not current.
 * A generator is a module in `scripts/generate/` whose default export gives `{ path: content }` without writing anything.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

/** One line for each file that differs from what its generator would write now. */
export async function outdatedFiles() {
  return Object.entries(await generated())
    .filter(([path, content]) => read(path) !== content)
    .map(([path]) => `${path} is not what npm run generate writes`);
}

async function generated() {
  const folder = join(ROOT, 'scripts', 'generate');
  const files = {};
  for (const name of readdirSync(folder).sort()) {
    const { default: generate } = await import(pathToFileURL(join(folder, name)).href);
    Object.assign(files, await generate());
  }
  return files;
}

function read(path) {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { build } = await import('./build.mjs');
  await build();
  for (const [path, content] of Object.entries(await generated())) {
    if (read(path) === content) continue;
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
    console.log(`wrote ${path}`);
  }
}
