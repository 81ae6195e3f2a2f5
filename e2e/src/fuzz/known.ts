import type { JsonSchema } from './json-schema.js';

/** A text of a request that is to be one which an answer had under the same name, where there is one that fits. */
export class Known {
  constructor(
    readonly name: string,
    /** Which of them, of as many as there are. */
    readonly nth: number,
    readonly schema: JsonSchema,
    readonly otherwise: string,
  ) {}

  toString(): string {
    return this.otherwise;
  }
}

/** Per name; the latest stay. */
const MOST = 300;
/** Names of what answers have and requests ask for. */
const NAMES = new Set([
  'cursor',
  'fingerprint',
  'id',
  'key',
  'limit',
  'operation',
  'queue',
  'receivers',
  'rule',
  'tag',
  'type',
  'workload',
]);
/** Answers say in the plural, or otherwise, what requests ask for. */
const NAMES_IN_ANSWERS: Readonly<Record<string, string>> = { tags: 'tag' };

/** What answers have said so far, by the names of their fields. */
export class Seen {
  private readonly values = new Map<string, Set<string>>();
  private readonly cursors = new Map<string, string>();

  constructor(begin: Readonly<Record<string, readonly string[]>>) {
    for (const [name, values] of Object.entries(begin)) for (const value of values) this.add(name, value);
  }

  /** Everything in an answer of an operation. */
  learn(operation: string, answer: unknown): void {
    if (typeof answer === 'object' && answer !== null && 'next' in answer && typeof answer.next === 'string')
      this.cursors.set(operation, answer.next);
    this.walk(answer);
  }

  /** The value with what is known in the place of each `Known`. */
  fill(operation: string, value: unknown): unknown {
    if (value instanceof Known) return this.choose(operation, value);
    if (Array.isArray(value)) return value.map((each) => this.fill(operation, each));
    if (typeof value !== 'object' || value === null) return value;
    const filled = Object.entries(value).map(([name, each]) => [name, this.fill(operation, each)] as const);
    return Object.fromEntries(filled.filter(([, each]) => each !== undefined));
  }

  private choose(operation: string, { name, nth, schema, otherwise }: Known): string | undefined {
    if (name === 'cursor') return nth % 2 === 0 ? this.cursors.get(operation) : undefined;
    // A new thing needs a name of its own.
    if (name === 'id' && operation.startsWith('create')) return otherwise;
    const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
    const fit = [...(this.values.get(name) ?? [])].filter((value) => pattern?.test(value) ?? true);
    return fit.length > 0 ? fit[nth % fit.length] : otherwise;
  }

  private walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, each] of Object.entries(value)) {
      const asked = NAMES_IN_ANSWERS[name] ?? name;
      if (typeof each === 'string' && NAMES.has(asked)) this.add(asked, each);
      else if (Array.isArray(each) && NAMES.has(asked)) for (const one of each) this.add(asked, one);
      this.walk(each);
    }
  }

  private add(name: string, value: unknown): void {
    // Of the platform's own jobs no caller may make any.
    if (typeof value !== 'string' || /^kickoff\b/.test(value)) return;
    const values = this.values.get(name) ?? new Set();
    this.values.set(name, values);
    values.add(value);
    if (values.size > MOST) values.delete(values.values().next().value!);
  }
}
