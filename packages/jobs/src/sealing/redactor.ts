/** What stands where a sensitive value stood. */
export const REDACTED = '[redacted]';

/** Shorter texts stand in too many innocent places; they are hidden only where they are the whole value. */
const MIN_PART_LENGTH = 4;
const MAX_DEPTH = 8;

/** Hides known values in whatever a handler says: texts that contain them, and values that are equal to them. */
export class Redactor {
  private readonly scalars = new Set<unknown>();
  private readonly parts: string[];

  constructor(secrets: readonly unknown[]) {
    for (const secret of secrets) this.collect(secret);
    this.parts = [...this.scalars]
      .map(String)
      .filter((text) => text.length >= MIN_PART_LENGTH)
      // A longer one first: it may contain a shorter one.
      .sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    if (this.scalars.has(text)) return REDACTED;
    return this.parts.reduce((clean, part) => clean.replaceAll(part, REDACTED), text);
  }

  texts(texts: readonly string[]): string[] {
    return texts.map((text) => this.text(text));
  }

  /** A copy without the values. Errors are cleaned in place, so that they stay what they are. */
  value(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value);
    if (this.scalars.has(value)) return REDACTED;
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    if (value instanceof Error) return this.error(value, depth);
    if (Array.isArray(value)) return value.map((part) => this.value(part, depth + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.value(part, depth + 1)]));
  }

  private error(error: Error, depth: number): Error {
    for (const name of new Set(['message', 'stack', 'cause', ...Object.keys(error)])) {
      const held: unknown = Reflect.get(error, name);
      const clean = this.value(held, depth + 1);
      if (clean !== held) Reflect.set(error, name, clean);
    }
    return error;
  }

  private collect(secret: unknown): void {
    if (typeof secret === 'object' && secret !== null) {
      for (const part of Object.values(secret)) this.collect(part);
    } else if (typeof secret === 'string' ? secret !== '' : typeof secret === 'number' || typeof secret === 'bigint') {
      this.scalars.add(secret);
    }
  }
}
