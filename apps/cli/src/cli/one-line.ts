const MOST_CHARACTERS = 80;

/** A text as one cell of a table: without line breaks, and cut where it grows long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}
