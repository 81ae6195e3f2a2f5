import { isDeepStrictEqual } from 'node:util';
import {
  allowsEverything,
  allowsNothing,
  allowsType,
  alternativesOf,
  asList,
  asRecord,
  asSchema,
  folded,
  inWords,
  resolved,
  typeOfValue,
  typesOf,
  UNCOMPARED,
  valuesOf,
  type Folded,
  type JsonSchema,
} from './json-schema.js';
import type { Narrowing } from './narrowing.js';

/**
 * What one JSON Schema allows and another refuses: empty when every value of the first is one of the second.
 *
 * Compared by meaning: types, values, unions, bounds, lengths, formats, lists, tuples, fields, records, `allOf`, references.
 * Patterns and the assertions that are left (`not`, `if`, `contains` …) are compared as a whole, and one that the narrow schema
 * has and the wide one has not counts as narrower: an assertion can only refuse. Whatever JSON Schema does not know as an
 * assertion (descriptions, defaults, metadata of one's own) refuses nothing, so it is not looked at.
 *
 * Two things are taken to be compatible although a strict reader would say no: a new optional field beside an object that
 * leaves further fields open, since nobody has sent that field before; and another pattern under the same `format`.
 * What a schema library checks beside its JSON Schema (refinements, transforms) cannot be seen.
 */
export function narrowings(wide: unknown, narrow: unknown, path: string): Narrowing[] {
  const found = new Comparison(asSchema(wide), asSchema(narrow)).compare(asSchema(wide), asSchema(narrow), path);
  const told = new Set<string>();
  return found.filter((one) => {
    const text = JSON.stringify(one);
    return !told.has(text) && told.add(text);
  });
}

/** Deeper than anybody writes; ends schemas that contain themselves by way of `allOf`. */
const MAX_DEPTH = 60;

const LOWEST = [
  ['minLength', 'string', 'characters'],
  ['minItems', 'array', 'entries'],
  ['minProperties', 'object', 'fields'],
] as const;
const HIGHEST = [
  ['maxLength', 'string', 'characters'],
  ['maxItems', 'array', 'entries'],
  ['maxProperties', 'object', 'fields'],
] as const;

class Comparison {
  /** What is being compared: a schema that contains itself ends here. */
  private readonly open: { wide: JsonSchema; narrow: JsonSchema }[] = [];

  constructor(
    private readonly wideRoot: JsonSchema,
    private readonly narrowRoot: JsonSchema,
  ) {}

  compare(wideGiven: JsonSchema, narrowGiven: JsonSchema, path: string): Narrowing[] {
    const wide = resolved(wideGiven, this.wideRoot);
    const narrow = resolved(narrowGiven, this.narrowRoot);
    if (allowsEverything(narrow) || allowsNothing(wide) || this.isOpen(wide, narrow)) return [];
    if (allowsNothing(narrow)) return [this.changed(wide, narrow, path)];
    this.open.push({ wide, narrow });
    try {
      return this.compareFolded(folded(wide, this.wideRoot), folded(narrow, this.narrowRoot), path);
    } finally {
      this.open.pop();
    }
  }

  private compareFolded(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    const values = valuesOf(wide);
    if (values) return this.compareValues(values, { wide, narrow }, path);
    const wides = alternativesOf(wide) ?? typeAlternatives(wide);
    if (wides) return wides.flatMap((one) => this.compare(one, narrow, path));
    const narrows = alternativesOf(narrow);
    if (narrows) return this.compareWithAny(wide, { narrow, narrows }, path);
    const types = typesOf(wide);
    const allowed = typesOf(narrow);
    if (types.some((type) => !allowsType(allowed, type))) return [this.changed(wide, narrow, path)];
    if (valuesOf(narrow)) {
      return types.length === 1 && types[0] === 'boolean'
        ? this.compareValues([true, false], { wide, narrow }, path)
        : [this.changed(wide, narrow, path)];
    }
    return [
      ...this.uncompared(wide, narrow, path),
      ...types.flatMap((type) => this.compareType(type, { wide, narrow }, path)),
    ];
  }

  private compareValues(
    values: readonly unknown[],
    { wide, narrow }: { wide: Folded; narrow: Folded },
    path: string,
  ): Narrowing[] {
    const refused = values.filter((value) => !this.allowsValue(narrow, value));
    if (refused.length === 0) return [];
    const isOtherKind = !values.some((value) => allowsType(this.allTypes(narrow), typeOfValue(value)));
    if (isOtherKind) return [this.changed(wide, narrow, path)];
    return [{ kind: 'values', path, values: refused.map((value) => JSON.stringify(value)) }];
  }

  private allTypes(narrow: Folded): readonly string[] {
    const alternatives = alternativesOf(narrow);
    if (!alternatives) return typesOf(narrow);
    return alternatives.flatMap((one) => this.allTypes(folded(resolved(one, this.narrowRoot), this.narrowRoot)));
  }

  /** Of the alternatives, the one that is nearest is told of. */
  private compareWithAny(
    wide: Folded,
    { narrow, narrows }: { narrow: Folded; narrows: readonly JsonSchema[] },
    path: string,
  ): Narrowing[] {
    let nearest: { found: Narrowing[]; distance: number } | undefined;
    for (const one of narrows) {
      const found = this.compare(wide, one, path);
      if (found.length === 0) return [];
      const distance = found.reduce((sum, narrowing) => sum + distanceOf(narrowing, path), 0);
      if (!nearest || distance < nearest.distance) nearest = { found, distance };
    }
    if (!nearest || nearest.distance >= OTHER_KIND) return [this.changed(wide, narrow, path)];
    const variants = nearest.found.filter(({ kind }) => kind === 'values');
    return variants.length > 0 ? variants : nearest.found;
  }

  private compareType(type: string, { wide, narrow }: { wide: Folded; narrow: Folded }, path: string): Narrowing[] {
    const found: Narrowing[] = [];
    for (const [keyword, of, unit] of LOWEST)
      if (of === type) found.push(...this.least(wide[keyword], narrow[keyword], { path, unit }));
    for (const [keyword, of, unit] of HIGHEST)
      if (of === type) found.push(...this.most(wide[keyword], narrow[keyword], { path, unit }));
    if (type === 'string') found.push(...this.compareText(wide, narrow, path));
    else if (type === 'number' || type === 'integer') found.push(...this.compareNumber(wide, narrow, path));
    else if (type === 'array') found.push(...this.compareList(wide, narrow, path));
    else if (type === 'object') found.push(...this.compareObject(wide, narrow, path));
    return found;
  }

  private least(wide: unknown, narrow: unknown, { path, unit }: { path: string; unit: string }): Narrowing[] {
    if (typeof narrow !== 'number' || narrow <= 0 || (typeof wide === 'number' && wide >= narrow)) return [];
    const was = typeof wide === 'number' ? `at least ${wide}` : 'any number of';
    return [{ kind: 'changed', path, wide: `${was} ${unit}`, narrow: `at least ${narrow} ${unit}` }];
  }

  private most(wide: unknown, narrow: unknown, { path, unit }: { path: string; unit: string }): Narrowing[] {
    if (typeof narrow !== 'number' || (typeof wide === 'number' && wide <= narrow)) return [];
    const was = typeof wide === 'number' ? `at most ${wide}` : 'any number of';
    return [{ kind: 'changed', path, wide: `${was} ${unit}`, narrow: `at most ${narrow} ${unit}` }];
  }

  private compareText(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    const found: Narrowing[] = [];
    if (narrow.format !== undefined && narrow.format !== wide.format) found.push(this.changed(wide, narrow, path));
    for (const pattern of asList(narrow.$patterns)) {
      if (asList(wide.$patterns).includes(pattern)) continue;
      const patterns = asList(wide.$patterns).map((one) => `/${String(one)}/`);
      const was = patterns.length > 0 ? `text that matches ${patterns.join(' and ')}` : 'any text';
      found.push({ kind: 'changed', path, wide: was, narrow: `text that matches /${String(pattern)}/` });
    }
    return found;
  }

  private compareNumber(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    const found: Narrowing[] = [];
    const changed = (was: string, is: string) => found.push({ kind: 'changed', path, wide: was, narrow: is });
    const [wideLow, low] = [lowest(wide), lowest(narrow)];
    if (low.bound > wideLow.bound || (low.bound === wideLow.bound && low.isOut && !wideLow.isOut))
      changed(wideLow.bound === -Infinity ? 'any number' : boundInWords('least', wideLow), boundInWords('least', low));
    const [wideHigh, high] = [highest(wide), highest(narrow)];
    if (high.bound < wideHigh.bound || (high.bound === wideHigh.bound && high.isOut && !wideHigh.isOut))
      changed(wideHigh.bound === Infinity ? 'any number' : boundInWords('most', wideHigh), boundInWords('most', high));
    const [step, wideStep] = [narrow.multipleOf, wide.multipleOf];
    if (typeof step === 'number' && !(typeof wideStep === 'number' && wideStep % step === 0))
      changed(typeof wideStep === 'number' ? `a multiple of ${wideStep}` : 'any number', `a multiple of ${step}`);
    return found;
  }

  private compareList(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    const [first, narrowFirst] = [asList(wide.prefixItems), asList(narrow.prefixItems)];
    const fixed = Math.max(first.length, narrowFirst.length);
    const found: Narrowing[] = [];
    for (let index = 0; index < fixed; index += 1) {
      const entry = asSchema(index < first.length ? first[index] : wide.items);
      const taken = asSchema(index < narrowFirst.length ? narrowFirst[index] : narrow.items);
      found.push(...this.compare(entry, taken, `${path}[${index}]`));
    }
    const hasMore = !(typeof wide.maxItems === 'number' && wide.maxItems <= fixed);
    if (hasMore) found.push(...this.compare(asSchema(wide.items), asSchema(narrow.items), `${path}[]`));
    if (narrow.uniqueItems === true && wide.uniqueItems !== true)
      found.push({ kind: 'changed', path, wide: 'any list', narrow: 'list without doubles' });
    return found;
  }

  private compareObject(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    const [fields, narrowFields] = [asRecord(wide.properties), asRecord(narrow.properties)];
    const [rest, narrowRest] = [asSchema(wide.additionalProperties), asSchema(narrow.additionalProperties)];
    const [required, narrowRequired] = [asList(wide.required), asList(narrow.required)];
    const found: Narrowing[] = [];
    for (const [name, field] of Object.entries(fields)) {
      const taken = resolved(name in narrowFields ? asSchema(narrowFields[name]) : narrowRest, this.narrowRoot);
      const given = resolved(asSchema(field), this.wideRoot);
      const at = `${path}.${name}`;
      if (allowsNothing(taken) && !allowsNothing(given))
        found.push({ kind: 'refused', path: at, was: required.includes(name) ? 'required' : 'optional' });
      else found.push(...this.compare(given, taken, at));
    }
    // An open object: nobody has sent what it did not name.
    const isRestKnown = !allowsEverything(rest) && !allowsNothing(rest);
    for (const [name, field] of Object.entries(narrowFields)) {
      if (isRestKnown && !(name in fields)) found.push(...this.compare(rest, asSchema(field), `${path}.${name}`));
    }
    for (const name of narrowRequired.map(String)) {
      if (required.includes(name)) continue;
      if (name in fields || isRestKnown)
        found.push({ kind: 'changed', path: `${path}.${name}`, wide: 'optional', narrow: 'required' });
      else found.push({ kind: 'unknown-required', path: `${path}.${name}` });
    }
    if (allowsEverything(rest) && !allowsEverything(narrowRest)) {
      const is = allowsNothing(narrowRest) ? 'closed to them' : `of ${inWords(narrowRest, this.narrowRoot)} there`;
      found.push({ kind: 'changed', path, wide: 'open to fields that it does not name', narrow: is });
    } else found.push(...this.compare(rest, narrowRest, `${path}.*`));
    found.push(...this.compareNames(wide, narrow, path));
    return found;
  }

  private compareNames(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    if (narrow.propertyNames === undefined) return [];
    const names = asSchema(narrow.propertyNames);
    const known = Object.keys(asRecord(wide.properties));
    const taken = folded(resolved(names, this.narrowRoot), this.narrowRoot);
    const refused = known.filter((name) => !this.allowsValue(taken, name));
    const found: Narrowing[] = refused.map((name) => ({ kind: 'refused', path: `${path}.${name}`, was: 'optional' }));
    if (allowsNothing(asSchema(wide.additionalProperties))) return found;
    const given = wide.propertyNames === undefined ? { type: 'string' } : asSchema(wide.propertyNames);
    return [...found, ...this.compare(given, names, `${path} (names of fields)`)];
  }

  private uncompared(wide: Folded, narrow: Folded, path: string): Narrowing[] {
    return UNCOMPARED.filter((keyword) => keyword in narrow && !isDeepStrictEqual(wide[keyword], narrow[keyword])).map(
      (keyword) => ({
        kind: 'changed',
        path,
        wide: keyword in wide ? `under another rule "${keyword}"` : `under no rule "${keyword}"`,
        narrow: `under one that cannot be compared`,
      }),
    );
  }

  /** Values of an enumeration are texts, numbers, booleans and null; a list or object is taken when it is listed itself. */
  private allowsValue(narrow: Folded, value: unknown): boolean {
    const values = valuesOf(narrow);
    if (values) return values.some((one) => isDeepStrictEqual(one, value));
    const alternatives = alternativesOf(narrow);
    if (alternatives) {
      return alternatives.some((one) => {
        const target = resolved(one, this.narrowRoot);
        return !allowsNothing(target) && this.allowsValue(folded(target, this.narrowRoot), value);
      });
    }
    if (!allowsType(typesOf(narrow), typeOfValue(value))) return false;
    const single: Folded =
      typeof value === 'number'
        ? { type: 'number', minimum: value, maximum: value, multipleOf: value }
        : { type: typeOfValue(value), ...textFacts(value, narrow) };
    return this.compareType(typeOfValue(value), { wide: single, narrow }, '').length === 0;
  }

  private changed(wide: JsonSchema, narrow: JsonSchema, path: string): Narrowing {
    const [was, is] = [inWords(wide, this.wideRoot), inWords(narrow, this.narrowRoot)];
    return { kind: 'changed', path, wide: was, narrow: was === is ? `${is} of other values` : is };
  }

  private isOpen(wide: JsonSchema, narrow: JsonSchema): boolean {
    return this.open.length > MAX_DEPTH || this.open.some((pair) => pair.wide === wide && pair.narrow === narrow);
  }
}

/** What is known of one text: its length, and which of the narrow schema's patterns and formats it fits. */
function textFacts(value: unknown, narrow: Folded): Folded {
  if (typeof value !== 'string') return {};
  const patterns = asList(narrow.$patterns).filter((pattern) => matches(value, pattern));
  const { length } = value;
  // Whether a text is of a format only the schema library knows.
  return { minLength: length, maxLength: length, $patterns: patterns, format: narrow.format };
}

function matches(text: string, pattern: unknown): boolean {
  try {
    return new RegExp(String(pattern), 'u').test(text);
  } catch {
    return false;
  }
}

/** One schema per type, of a schema that allows several. */
function typeAlternatives(schema: Folded): readonly Folded[] | undefined {
  const types = asList(schema.type);
  return types.length > 1 ? types.map((type) => ({ ...schema, type })) : undefined;
}

/** An alternative of another kind; one whose fixed fields have other values; one that differs in what else it says. */
const OTHER_KIND = 10_000;
const OTHER_VARIANT = 100;

function distanceOf({ kind, path }: Narrowing, at: string): number {
  if (kind === 'values') return OTHER_VARIANT;
  return kind === 'changed' && path === at ? OTHER_KIND : 1;
}

interface Bound {
  bound: number;
  /** The bound itself is not allowed. */
  isOut: boolean;
}

function lowest({ minimum, exclusiveMinimum }: Folded): Bound {
  const [least, above] = [numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity)];
  return above >= least && above !== -Infinity ? { bound: above, isOut: true } : { bound: least, isOut: false };
}

function highest({ maximum, exclusiveMaximum }: Folded): Bound {
  const [most, below] = [numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity)];
  return below <= most && below !== Infinity ? { bound: below, isOut: true } : { bound: most, isOut: false };
}

function boundInWords(side: 'least' | 'most', { bound, isOut }: Bound): string {
  if (isOut) return side === 'least' ? `more than ${bound}` : `less than ${bound}`;
  return `at ${side} ${bound}`;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
