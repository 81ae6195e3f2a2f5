import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Fence {
  language: string;
  text: string;
  /** Path in `<!-- file: … -->` just above it. */
  file: string | undefined;
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function exists(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** Files below a folder whose name ends so, without what was compiled or installed. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending) && !/(^|\/)(dist|node_modules)\//.test(path))
    .map((path) => `${folder}/${path}`);
}

/** What people read. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  ...filesBelow('docs', '.md'),
  ...filesBelow('workloads', 'README.md'),
];

export function fencesOf(document: string): Fence[] {
  const fences = textOf(document).matchAll(/(?:<!-- file: (\S+) -->\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, file, language = '', text = '']) => ({ file, language, text }));
}

/** Without code in fences, whose words are not ours to check. */
export function proseOf(document: string): string {
  return textOf(document).replace(/^```[\s\S]*?^```$/gm, '');
}
