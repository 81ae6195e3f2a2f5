/** Of LIKE: what contains this text, in which % and _ are themselves. */
export function pattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
