import { isDeepStrictEqual } from 'node:util';

/**
 * What comparing needs of JSON Schema 2020-12: references resolved, `allOf` folded into one schema, words for people.
 * Schemas come from other processes, so nothing is taken for granted of them.
 */

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };
/** A schema whose `allOf` is merged into it and whose `pattern`s are gathered in `$patterns`. */
export type Folded = Readonly<Record<string, unknown>>;

/** Assertions that `narrowings` compares by what they mean. */
const COMPARED = [
  'type',
  'const',
  'enum',
  'anyOf',
  'oneOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  '$patterns',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'items',
  'prefixItems',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
] as const;

/** Assertions that are compared as a whole: equal or not. `allOf` is what folding could not merge. */
export const UNCOMPARED = [
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
  'patternProperties',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedItems',
  'unevaluatedProperties',
  '$dynamicRef',
] as const;

const ASSERTIONS: ReadonlySet<string> = new Set([...COMPARED, ...UNCOMPARED, '$ref']);
const ALL_TYPES = ['string', 'number', 'boolean', 'null', 'array', 'object'];
const SHOWN_VALUES = 6;

/** Anything that is no schema allows everything, as `true` does. */
export function asSchema(value: unknown): JsonSchema {
  if (typeof value === 'boolean') return value;
  return isRecord(value) ? value : true;
}

/** The schema that `$ref` points at within its own document; one that cannot be found allows everything. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let found = schema;
  for (let hops = 0; hops < 20 && isRecord(found) && typeof found.$ref === 'string'; hops += 1) {
    const path = found.$ref.startsWith('#') ? found.$ref.slice(1).split('/').slice(1) : ['?'];
    let target: unknown = root;
    for (const part of path)
      target = isRecord(target) ? target[part.replaceAll('~1', '/').replaceAll('~0', '~')] : true;
    found = asSchema(target);
  }
  return found;
}

export function allowsEverything(schema: JsonSchema): boolean {
  return schema === true || (isRecord(schema) && !Object.keys(schema).some((keyword) => ASSERTIONS.has(keyword)));
}

export function allowsNothing(schema: JsonSchema): boolean {
  return schema === false || (isRecord(schema) && 'not' in schema && allowsEverything(asSchema(schema.not)));
}

/**
 * One schema in place of a schema and its `allOf`. The pattern beside a `format` is left out: it is the format's own, and
 * its spelling changes with the schema library.
 */
export function folded(schema: JsonSchema, root: JsonSchema): Folded {
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  const { allOf, pattern, ...own } = schema;
  let result: Record<string, unknown> = own;
  if (pattern !== undefined && own.format === undefined) result.$patterns = [pattern];
  for (const part of asList(allOf)) result = merged(result, folded(resolved(asSchema(part), root), root));
  return result;
}

function merged(one: Folded, other: Folded): Record<string, unknown> {
  const result: Record<string, unknown> = { ...one };
  for (const [keyword, value] of Object.entries(other)) {
    const had = result[keyword];
    if (had === undefined) result[keyword] = value;
    else if (ASSERTIONS.has(keyword) && !isDeepStrictEqual(had, value)) mergeKeyword(result, keyword, had, value);
  }
  return result;
}

function mergeKeyword(result: Record<string, unknown>, keyword: string, had: unknown, value: unknown): void {
  switch (keyword) {
    case 'required':
    case '$patterns':
      result[keyword] = [...new Set([...asList(had), ...asList(value)])];
      return;
    case 'properties': {
      const properties: Record<string, unknown> = { ...asRecord(had) };
      for (const [name, property] of Object.entries(asRecord(value)))
        properties[name] = name in properties ? { allOf: [properties[name], property] } : property;
      result[keyword] = properties;
      return;
    }
    case 'items':
    case 'additionalProperties':
      result[keyword] = { allOf: [had, value] };
      return;
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      result[keyword] = Math.max(Number(had), Number(value));
      return;
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      result[keyword] = Math.min(Number(had), Number(value));
      return;
    case 'allOf':
      result.allOf = [...asList(had), ...asList(value)];
      return;
    default:
      result.allOf = [...asList(result.allOf), { [keyword]: value }];
  }
}

/** The JSON types it allows; `integer` stands for itself. */
export function typesOf(schema: Folded): readonly string[] {
  const values = valuesOf(schema);
  if (schema.type === undefined && values) return [...new Set(values.map(typeOfValue))];
  const types = schema.type === undefined ? ALL_TYPES : asList(schema.type).map(String);
  return types;
}

/** The only values it allows, when they are listed. */
export function valuesOf(schema: Folded): readonly unknown[] | undefined {
  if ('const' in schema) return [schema.const];
  return Array.isArray(schema.enum) ? asList(schema.enum) : undefined;
}

/** Schemas of which one must hold. */
export function alternativesOf(schema: Folded): readonly JsonSchema[] | undefined {
  const choices = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(choices)) return undefined;
  const { [schema.anyOf === undefined ? 'oneOf' : 'anyOf']: _, ...beside } = schema;
  return asList(choices).map((one) =>
    allowsEverything(beside) ? asSchema(one) : { allOf: [unfolded(beside), asSchema(one)] },
  );
}

/** A folded schema as one that can be folded again. */
function unfolded({ $patterns: patterns, allOf, ...rest }: Folded): JsonSchema {
  return { ...rest, allOf: [...asList(allOf), ...asList(patterns).map((pattern) => ({ pattern }))] };
}

export function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

export function allowsType(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** In words: `string`, `list of integer`, `one of "a", "b"`. */
export function inWords(schema: JsonSchema, root: JsonSchema): string {
  const target = resolved(schema, root);
  if (allowsEverything(target)) return 'anything';
  if (allowsNothing(target)) return 'nothing';
  const known = folded(target, root);
  const values = valuesOf(known);
  if (values?.length === 1) return JSON.stringify(values[0]);
  if (values) return `one of ${listed(values.map((value) => JSON.stringify(value)))}`;
  const alternatives = alternativesOf(known);
  if (alternatives) return listed([...new Set(alternatives.map((one) => inWords(one, root)))], ' or ');
  return typesOf(known)
    .map((type) => {
      if (type === 'array') return listInWords(known, root);
      return type === 'string' && typeof known.format === 'string' ? `string of format ${known.format}` : type;
    })
    .join(' or ');
}

function listInWords({ items, prefixItems }: Folded, root: JsonSchema): string {
  if (prefixItems !== undefined) return 'tuple';
  return items === undefined
    ? 'list'
    : `list of ${isRecord(items) && '$ref' in items ? 'itself' : inWords(asSchema(items), root)}`;
}

function listed(words: readonly string[], separator = ', '): string {
  const shown = words.slice(0, SHOWN_VALUES).join(separator);
  return words.length > SHOWN_VALUES ? `${shown}${separator}${words.length - SHOWN_VALUES} more` : shown;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** A list, or a list of one; none of what is undefined. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
