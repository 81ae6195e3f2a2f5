import fc from 'fast-check';
import type { JsonSchema } from './json-schema.js';
import { Known } from './known.js';

const LONGEST_LIST = 4;
const LONGEST_TEXT = 60;
/** Long enough that no schedule and no delay of a run comes to its end within it. */
const DURATIONS = ['1h', '90m', '6h', '1d', '7d'];
const DURATION = String.raw`^-?\d+(?:\.\d+)?(ms|s|m|h|d)$`;

/**
 * Values of a schema; where a value has a name that answers have had too, mostly one of theirs. What JSON Schema cannot say
 * (that one field follows from another) it does not know either. No library does this for the dialect of OpenAPI 3.1.
 */
export function schemaArbitrary(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  name = '',
): fc.Arbitrary<unknown> {
  const of = (part: JsonSchema, partName = name): fc.Arbitrary<unknown> => schemaArbitrary(part, components, partName);
  if (schema.$ref !== undefined) return of(components[schema.$ref.split('/').at(-1)!] ?? {});
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map((part) => of(part)));
  if (schema.allOf) return of(schema.allOf.reduce((all, part) => ({ ...all, ...part }), {}));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => of({ ...schema, type })));
  switch (schema.type) {
    case 'string': {
      const text = textArbitrary(schema);
      return fc.tuple(text, fc.nat()).map(([fallback, nth]) => new Known(name, nth, schema, fallback));
    }
    case 'integer':
      return fc.integer({ min: lowest(schema, 1), max: highest(schema, 1) });
    case 'number':
      return fc.double({ min: lowest(schema, 0.001), max: highest(schema, 0.001), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { minItems = 0, maxItems = LONGEST_LIST } = schema;
      return fc.array(of(schema.items ?? {}), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, LONGEST_LIST)),
      });
    }
    case 'object':
      return objectArbitrary(schema, of);
    default:
      // Inputs, keys: anything goes, but inputs of job types are objects.
      return name === 'input'
        ? fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
        : fc.jsonValue({ maxDepth: 2 });
  }
}

function objectArbitrary(
  schema: JsonSchema,
  of: (part: JsonSchema, name?: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties, propertyNames } = schema;
  if (properties) {
    const entries = Object.entries(properties).map(([name, part]) => [name, of(part, name)] as const);
    return fc.record(Object.fromEntries(entries), { requiredKeys: required, noNullPrototype: true });
  }
  const values = typeof additionalProperties === 'object' ? of(additionalProperties) : fc.jsonValue({ maxDepth: 1 });
  const names = propertyNames ? textArbitrary(propertyNames) : fc.string({ minLength: 1, maxLength: 10 });
  return fc.dictionary(names, values, { minKeys: 1, maxKeys: LONGEST_LIST, noNullPrototype: true });
}

function textArbitrary({ pattern, format, minLength = 0, maxLength = LONGEST_TEXT }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') {
    const around = { min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true };
    return fc.date(around).map((date) => date.toISOString());
  }
  // Addresses to which nothing is delivered.
  if (format === 'uri') return fc.nat().map((n) => `http://127.0.0.1:9/${n}`);
  if (format === 'email') return fc.nat().map((n) => `somebody-${n}@example.invalid`);
  if (pattern === DURATION) return fc.constantFrom(...DURATIONS);
  const longest = Math.max(minLength, Math.min(maxLength, LONGEST_TEXT));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: longest });
  return fc.string({ minLength, maxLength: longest, unit: 'grapheme' });
}

function lowest({ minimum, exclusiveMinimum }: JsonSchema, step: number): number {
  return minimum ?? (exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + step);
}

function highest(schema: JsonSchema, step: number): number {
  const { maximum, exclusiveMaximum } = schema;
  return Math.max(
    lowest(schema, step),
    Math.min(maximum ?? Infinity, exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - step, 1_000_000),
  );
}
