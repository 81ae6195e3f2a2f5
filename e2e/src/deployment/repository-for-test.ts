import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository as the deployment files see it. */

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface PackageManifest {
  name: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  exports?: Record<string, { default: string }>;
}

export function pathTo(path: string): string {
  return join(ROOT, path);
}

export function exists(path: string): boolean {
  return existsSync(pathTo(path));
}

export function textOf(path: string): string {
  return readFileSync(pathTo(path), 'utf8');
}

/** Manifest of every workspace by its folder, e.g. `packages/jobs`. */
export const WORKSPACES: ReadonlyMap<string, PackageManifest> = new Map(
  (JSON.parse(textOf('package.json')) as { workspaces: string[] }).workspaces
    .flatMap((pattern) => {
      const parent = pattern.replace(/\/\*$/, '');
      return parent === pattern ? [pattern] : readdirSync(pathTo(parent)).map((name) => `${parent}/${name}`);
    })
    .filter((folder) => exists(`${folder}/package.json`))
    .map((folder) => [folder, JSON.parse(textOf(`${folder}/package.json`)) as PackageManifest]),
);

/** Apps that are started as a process of their own, e.g. `api`. */
export const SERVICES: readonly string[] = [...WORKSPACES]
  .filter(([folder, { scripts }]) => folder.startsWith('apps/') && scripts?.['start'])
  .map(([folder]) => folder.slice('apps/'.length));

/** What gets an image: the services, and the command that prepares NATS and PostgreSQL for them. */
export const TARGETS: readonly string[] = [...SERVICES, 'migrate'];

/** Folders of the workspaces that this one needs at run time, itself included. */
export function runtimeClosure(folder: string, found = new Set<string>()): Set<string> {
  if (found.has(folder)) return found;
  found.add(folder);
  for (const dependency of Object.keys(WORKSPACES.get(folder)?.dependencies ?? {})) {
    const next = [...WORKSPACES].find(([, { name }]) => name === dependency)?.[0];
    if (next !== undefined) runtimeClosure(next, found);
  }
  return found;
}
