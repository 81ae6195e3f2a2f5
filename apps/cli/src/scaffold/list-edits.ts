/**
 * Edits of the lists that a job type stands in, by the shape that `new workload` writes. Each gives undefined for a text of
 * another shape; somebody has to do it by hand then.
 */

const MOST_ON_A_LINE = 80;

export interface ListedName {
  /** What stands in the list, e.g. `sendMail`. */
  name: string;
  /** Where it is imported from, e.g. `./send-mail.js`. The list is in the order of these. */
  from: string;
}

/** Adds a name to `<list>: […]` and its import to the others. */
export function addToList(text: string, list: string, added: ListedName): string | undefined {
  const found = new RegExp(`(\\b${list}: )\\[([^\\]]*)\\]`).exec(text);
  if (!found) return undefined;
  const [whole, key = '', inner = ''] = found;
  const imports = new Map(
    [...text.matchAll(/^import \{ (\w+) \} from '([^']+)';$/gm)].map((match) => [match[1]!, match[2]!]),
  );
  const names = inner
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.includes(added.name)) return text;
  const from = (name: string) => (name === added.name ? added.from : (imports.get(name) ?? name));
  const sorted = [...names, added.name].sort((a, b) => (from(a) < from(b) ? -1 : 1));
  const line = sorted.join(', ');
  const items = line.length > MOST_ON_A_LINE ? `\n${sorted.map((name) => `    ${name},\n`).join('')}  ` : line;
  return addImport(text.replace(whole, `${key}[${items}]`), added);
}

/** Adds `export { name } from '…';` in the order of the paths. */
export function addExport(text: string, { name, from }: ListedName): string | undefined {
  if (!/^export \{/m.test(text)) return undefined;
  const line = `export { ${name} } from '${from}';`;
  if (text.includes(line)) return text;
  const lines = text.split('\n');
  const next = lines.findIndex((each) => (/^export \{ \w+ \} from '([^']+)';$/.exec(each)?.[1] ?? '') > from);
  lines.splice(next < 0 ? lines.findLastIndex((each) => each.startsWith('export {')) + 1 : next, 0, line);
  return lines.join('\n');
}

/** After the last import, or before the first one whose path comes later among those of the same kind. */
function addImport(text: string, { name, from }: ListedName): string {
  const line = `import { ${name} } from '${from}';`;
  const lines = text.split('\n');
  const own = from.slice(0, from.lastIndexOf('/') + 1);
  const pathOf = (each: string) => /^import .* from '([^']+)';$/.exec(each)?.[1];
  const next = lines.findIndex((each) => pathOf(each)?.startsWith(own) && pathOf(each)! > from);
  lines.splice(next < 0 ? lines.findLastIndex((each) => pathOf(each) !== undefined) + 1 : next, 0, line);
  return lines.join('\n');
}
