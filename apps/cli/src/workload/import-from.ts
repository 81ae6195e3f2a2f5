import { pathToFileURL } from 'node:url';
import { resolve as resolveSpecifier } from 'import-meta-resolve';

/**
 * Imports packages as a file of `folder` would, its own package by name and what is installed for it; else those that are
 * installed beside this command. One that is installed elsewhere must find the workloads of the project it is called in.
 */
export function importFrom(folder: string): (specifier: string) => Promise<unknown> {
  const parent = pathToFileURL(`${folder}/`).href;
  return async (specifier) => (await import(resolved(specifier, parent) ?? specifier)) as unknown;
}

function resolved(specifier: string, parent: string): string | undefined {
  try {
    return resolveSpecifier(specifier, parent);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
