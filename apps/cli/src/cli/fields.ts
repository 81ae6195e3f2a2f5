/**
 * One thing for people: a line for each of its fields, names and values in two columns. What is null or undefined is left out;
 * further lines of a value stand below its first.
 */
export function fieldLines(fields: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  const shown = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length)) + 2;
  return shown
    .map(([name, value]) => `${name.padEnd(width)}${String(value).replaceAll('\n', `\n${' '.repeat(width)}`)}`)
    .join('\n');
}

/** A value such as an input, for people; undefined when there is none. */
export function valueText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value, null, 2);
}
