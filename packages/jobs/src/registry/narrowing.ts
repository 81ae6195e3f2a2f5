/** Something that one JSON Schema allows (the wide one) and another one refuses (the narrow one). */
export type Narrowing =
  /** A value of another kind or out of bounds; both in words, e.g. `string` and `number`. */
  | { kind: 'changed'; path: string; wide: string; narrow: string }
  /** The narrow one needs a field that the wide one does not know. */
  | { kind: 'unknown-required'; path: string }
  /** A field of the wide one that the narrow one refuses. */
  | { kind: 'refused'; path: string; was: 'required' | 'optional' }
  /** Of a set of values, those that the narrow one refuses, as JSON. */
  | { kind: 'values'; path: string; values: readonly string[] };

/** A narrowing of inputs in words: jobs that the registered (wide) schema took are refused by the new (narrow) one. */
export function inputLine(narrowing: Narrowing): string {
  const { path } = narrowing;
  switch (narrowing.kind) {
    case 'changed':
      return `${path}: was ${narrowing.wide}, is ${narrowing.narrow}`;
    case 'unknown-required':
      return `${path}: is new and required`;
    case 'refused':
      return `${path}: was ${narrowing.was} in the old jobs and is refused now`;
    default:
      return `${path}: takes ${narrowing.values.join(', ')} no more`;
  }
}

/** The same for outputs, where it is the new schema that is wide: it gives what the registered (narrow) one does not promise. */
export function outputLine(narrowing: Narrowing): string {
  const { path } = narrowing;
  switch (narrowing.kind) {
    case 'changed':
      return `${path}: was ${narrowing.narrow}, is ${narrowing.wide}`;
    case 'unknown-required':
      return `${path}: was required and is gone`;
    case 'refused':
      return `${path}: was never there, is ${narrowing.was}`;
    default:
      return `${path}: may be ${narrowing.values.join(', ')} now`;
  }
}
