import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
const ENDING = '.tpl';
/** npm leaves real ones out of packages. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** Sentences of people stand within quotes there. */
const ESCAPES: Readonly<Record<string, (word: string) => string>> = {
  '.json': (word) => JSON.stringify(word).slice(1, -1),
  '.ts': (word) => word.replace(/['\\]/g, '\\$&').replaceAll('\n', ' '),
};

/** Words for `{{…}}` in paths and texts of a template. */
export type TemplateWords = Readonly<Record<string, string>>;

/** Files of a template by path, with words in their places. */
export async function renderTemplate(name: 'workload' | 'job', words: TemplateWords): Promise<Map<string, string>> {
  const folder = join(TEMPLATES, name);
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(ENDING)) continue;
    const source = join(entry.parentPath, entry.name);
    const path = fill(relative(folder, source).slice(0, -ENDING.length), words);
    files.set(RENAMED[path] ?? path, fill(await readFile(source, 'utf8'), words, ESCAPES[extname(path)]));
  }
  return files;
}

/** @throws Error for a word that is not given, which is a mistake in the template */
function fill(text: string, words: TemplateWords, escape: (word: string) => string = (word) => word): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`a template wants {{${name}}}`);
    return escape(word);
  });
}

/** `send-mail` as `sendMail`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `send-mail` as `SendMail`. */
export function pascalCase(name: string): string {
  return camelCase(`-${name}`);
}
