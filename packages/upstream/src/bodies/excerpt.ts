/** The beginning of a body, for messages: quoted, at most 80 characters. */
export function excerpt(text: string): string {
  return JSON.stringify(text.trimStart().slice(0, 80));
}
