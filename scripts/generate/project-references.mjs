/**
 * The `references` of every tsconfig.json, from the dependencies that its package.json declares. A missing one compiles
 * on a machine where the other package happens to be built, and fails on a clean one.
 */
import { format, resolveConfig } from 'prettier';
import { relative } from 'node:path';
import { readJson, workspaces } from '../workspaces.mjs';

export default async function projectReferences() {
  const folders = workspaces();
  const folderOf = new Map(folders.map((folder) => [readJson(`${folder}/package.json`).name, folder]));
  const files = { 'tsconfig.json': { ...readJson('tsconfig.json'), references: folders.map((path) => ({ path })) } };
  for (const folder of folders) {
    const { dependencies, devDependencies } = readJson(`${folder}/package.json`);
    const references = Object.keys({ ...dependencies, ...devDependencies })
      .filter((name) => folderOf.has(name))
      .sort()
      .map((name) => ({ path: relative(folder, folderOf.get(name)) }));
    const { references: _, ...rest } = readJson(`${folder}/tsconfig.json`);
    files[`${folder}/tsconfig.json`] = references.length > 0 ? { ...rest, references } : rest;
  }
  const options = await resolveConfig('package.json');
  const formatted = Object.entries(files).map(async ([path, content]) => [
    path,
    await format(JSON.stringify(content, null, 2), { ...options, filepath: path }),
  ]);
  return Object.fromEntries(await Promise.all(formatted));
}
