/**
 * Finds imports of packages that the importing workspace does not declare. They work here, where all workspaces share
 * one node_modules, and fail for whoever installs the packed package.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../run.mjs';
import { readJson, workspaces } from '../workspaces.mjs';

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'".][^'"]*)['"]|\bimport\(\s*['"]([^'".][^'"]*)['"]|(?:^|\n)\s*import\s*['"]([^'".][^'"]*)['"]/g;

/** One line for each undeclared package and file. */
export function undeclaredDependencies() {
  const root = Object.keys(readJson('package.json').devDependencies);
  return workspaces().flatMap((folder) => {
    const manifest = readJson(`${folder}/package.json`);
    const runtime = new Set([manifest.name, ...names(manifest.dependencies), ...names(manifest.peerDependencies)]);
    // Tests, and pages that are bundled, may use what is there for development only.
    const development = new Set([...runtime, ...names(manifest.devDependencies), ...root]);
    return sourceFiles(join(ROOT, folder, 'src')).flatMap((file) => {
      const allowed = isDevelopment(file) ? development : runtime;
      return packagesImportedBy(file)
        .filter((name) => !allowed.has(name))
        .map((name) => `${file.slice(ROOT.length)}: ${name} is not declared in ${folder}/package.json`);
    });
  });
}

const isDevelopment = (file) => /\.test\.tsx?$|-for-test\.ts$|\/testing\/|\/page\//.test(file);
const names = (dependencies) => Object.keys(dependencies ?? {});

function packagesImportedBy(file) {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]);
  const packages = specifiers
    .filter((specifier) => !specifier.startsWith('node:') && !builtinModules.includes(specifier))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(packages)];
}

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
