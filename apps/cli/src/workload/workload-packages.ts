import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { ImportEntry } from '@kickoff/nest';
import { UsageError } from '../cli/command-error.js';
import { importFrom } from './import-from.js';

/** Packages of workloads by name, and how their entries are imported. */
export interface WorkloadPackages {
  names: readonly string[];
  importEntry: ImportEntry;
}

/**
 * Reads what `--workload` names: packages, or folders (`.`, `./weather`) that are one.
 *
 * @throws UsageError for a folder without a package
 */
export function workloadPackages(specifiers: readonly string[], folder: string): WorkloadPackages {
  const folders = new Map<string, string>();
  const names = specifiers.map((specifier) => {
    if (!specifier.startsWith('.') && !isAbsolute(specifier)) return specifier;
    const path = isAbsolute(specifier) ? specifier : join(folder, specifier);
    const name = packageName(path);
    folders.set(name, path);
    return name;
  });
  return {
    names,
    importEntry: (entry) => {
      const own = [...folders].find(([name]) => entry.startsWith(`${name}/`));
      return importFrom(own?.[1] ?? folder)(entry);
    },
  };
}

function packageName(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string };
    if (name !== undefined) return name;
  } catch {
    // Told below.
  }
  throw new UsageError(`${folder} has no package.json with a name`, {
    where: '--workload',
    remedy: 'name a package, or the folder of one',
  });
}
