import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { inputLine, outputLine } from './narrowing.js';
import { narrowings } from './schema-narrowings.js';

/** What a contract announces of a zod schema. */
const announced = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

const lines = (wide: z.ZodType, narrow: z.ZodType) =>
  narrowings(announced(wide), announced(narrow), 'input').map(inputLine);
/** Of one field. */
const fieldLines = (wide: z.ZodType, narrow: z.ZodType) => lines(z.object({ a: wide }), z.object({ a: narrow }));

const tree = z.object({
  name: z.string(),
  get children() {
    return z.array(tree);
  },
});
const numberedTree = z.object({
  name: z.number(),
  get children() {
    return z.array(numberedTree);
  },
});

describe('a schema that takes all that the other one takes', () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ['the same', z.object({ a: z.string() }), z.object({ a: z.string() })],
    ['a new optional field', z.object({ a: z.string() }), z.object({ a: z.string(), b: z.number().optional() })],
    ['a new field with a default', z.object({}), z.object({ a: z.number().default(3) })],
    ['a field that is no longer required', z.object({ a: z.string() }), z.object({ a: z.string().optional() })],
    ['a field that is no longer read', z.object({ a: z.string(), b: z.string() }), z.object({ a: z.string() })],
    ['fields that are no longer closed', z.strictObject({ a: z.string() }), z.looseObject({ a: z.string() })],
    ['other words about it', z.string().describe('old'), z.string().meta({ title: 'new', owner: 'us' })],
    ['other metadata of a field', z.object({ a: z.string() }), z.object({ a: z.string().meta({ unit: 'm' }) })],
    ['any value', z.object({ a: z.string() }), z.object({ a: z.unknown() })],
    ['a further type', z.string(), z.union([z.string(), z.number()])],
    ['null as well', z.string().min(2), z.string().min(2).nullable()],
    ['any number', z.int(), z.number()],
    ['a further value', z.enum(['a', 'b']), z.enum(['a', 'b', 'c'])],
    ['any text', z.enum(['a', 'b']), z.string().max(1)],
    ['literals for an enumeration', z.enum(['a', 'b']), z.union([z.literal('a'), z.literal('b')])],
    ['both booleans', z.boolean(), z.literal([true, false])],
    ['wider bounds', z.number().min(2).max(5), z.number().min(1).max(6)],
    ['a bound that counts itself', z.number().gt(2).lt(5), z.number().min(2).max(5)],
    ['a divisor of the step', z.number().multipleOf(10), z.number().multipleOf(5)],
    ['longer and shorter text', z.string().min(2).max(5), z.string().min(1).max(6)],
    ['fewer patterns', z.string().regex(/x/).regex(/y/), z.string().regex(/y/)],
    ['no format', z.email(), z.string()],
    ['a longer list', z.array(z.string()).max(3), z.array(z.string()).max(4)],
    ['a list for a tuple', z.tuple([z.string(), z.string()]), z.array(z.string())],
    ['a record for fields', z.strictObject({ a: z.string() }), z.record(z.string(), z.string())],
    ['a further variant', variants('a', 'b'), variants('a', 'b', 'c')],
    ['an intersection, in one', z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() })), abc()],
    ['one, as an intersection', abc(), z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() }))],
    ['a schema that contains itself', tree, tree],
    ['what nobody could send', z.object({ a: z.never().optional() }), z.object({ a: z.string().optional() })],
  ])('%s', (_, wide, narrow) => {
    expect(lines(wide, narrow)).toEqual([]);
  });

  it('another pattern of the same format, which is its library’s', () => {
    expect(narrowings({ format: 'email', pattern: 'x' }, { format: 'email', pattern: 'y' }, 'input')).toEqual([]);
  });

  it('anything beside a schema that is none', () => {
    expect(narrowings('what?', { $ref: '#/$defs/nowhere' }, 'input')).toEqual([]);
  });
});

function variants(...kinds: string[]): z.ZodType {
  const [first, ...rest] = kinds.map((kind) => z.object({ kind: z.literal(kind), [kind]: z.string() }));
  return z.discriminatedUnion('kind', [first!, ...rest]);
}

function abc(): z.ZodType {
  return z.object({ a: z.string(), b: z.int() });
}

describe('a schema that refuses what the other one takes', () => {
  it.each<[z.ZodType, z.ZodType, string]>([
    [z.string(), z.number(), 'was string, is number'],
    [z.number(), z.int(), 'was number, is integer'],
    [z.unknown(), z.string(), 'was anything, is string'],
    [z.string().nullable(), z.string(), 'was null, is string'],
    [z.array(z.string()), z.string(), 'was list of string, is string'],
    [z.string(), z.enum(['a', 'b']), 'was string, is one of "a", "b"'],
    [z.enum(['a', 'b', 'c']), z.enum(['a']), 'takes "b", "c" no more'],
    [z.enum(['a', 'bcd']), z.string().max(2), 'takes "bcd" no more'],
    [z.enum(['a', 'b']), z.number(), 'was one of "a", "b", is number'],
    [z.boolean(), z.literal(true), 'takes false no more'],
    [z.literal(4), z.number().multipleOf(3), 'takes 4 no more'],
    [z.number(), z.number().min(5), 'was any number, is at least 5'],
    [z.number().max(9), z.number().lt(9), 'was at most 9, is less than 9'],
    [z.number().multipleOf(5), z.number().multipleOf(10), 'was a multiple of 5, is a multiple of 10'],
    [z.string(), z.string().min(2), 'was any number of characters, is at least 2 characters'],
    [z.string().max(9), z.string().max(5), 'was at most 9 characters, is at most 5 characters'],
    [z.string(), z.string().regex(/x/), 'was any text, is text that matches /x/'],
    [z.string(), z.email(), 'was string, is string of format email'],
    [z.array(z.string()), z.array(z.string()).min(1), 'was any number of entries, is at least 1 entries'],
    [z.string(), z.union([z.number(), z.boolean()]), 'was string, is number or boolean'],
    [z.object({}), z.strictObject({}), 'was open to fields that it does not name, is closed to them'],
    [z.object({}), z.record(z.string(), z.int()), 'was open to fields that it does not name, is of integer there'],
  ])('%#', (wide, narrow, words) => {
    expect(fieldLines(wide, narrow)).toEqual([`input.a: ${words}`]);
  });

  it('says of each field what has become of it', () => {
    const wide = z.strictObject({ sport: z.string(), old: z.string(), note: z.string().optional(), day: z.string() });
    const narrow = z.strictObject({ sport: z.number(), league: z.string(), note: z.string(), day: z.string().min(1) });
    expect(lines(wide, narrow)).toEqual([
      'input.sport: was string, is number',
      'input.old: was required in the old jobs and is refused now',
      'input.day: was any number of characters, is at least 1 characters',
      'input.league: is new and required',
      'input.note: was optional, is required',
    ]);
  });

  it('names the place inside lists, tuples and records', () => {
    const wide = { list: z.array(z.object({ n: z.int() })), pair: z.tuple([z.string(), z.int()]) };
    const narrow = { list: z.array(z.object({ n: z.string() })), pair: z.tuple([z.string(), z.string()]) };
    expect(lines(z.object(wide), z.object(narrow))).toEqual([
      'input.list[].n: was integer, is string',
      'input.pair[1]: was integer, is string',
    ]);
    expect(fieldLines(z.record(z.string(), z.int()), z.record(z.string(), z.string()))).toEqual([
      'input.a.*: was integer, is string',
    ]);
    expect(fieldLines(z.record(z.string(), z.int()), z.record(z.string().max(3), z.int()))).toEqual([
      'input.a (names of fields): was any number of characters, is at most 3 characters',
    ]);
  });

  it('names the variant that is gone, or what has changed in one', () => {
    expect(lines(variants('a', 'b'), variants('a'))).toEqual(['input.kind: takes "b" no more']);
    const changed = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), a: z.number() }),
      z.object({ kind: z.literal('b'), b: z.string() }),
    ]);
    expect(lines(variants('a', 'b'), changed)).toEqual(['input.a: was string, is number']);
  });

  it('finds it behind references, also in a schema that contains itself', () => {
    expect(lines(tree, numberedTree)).toEqual(['input.name: was string, is number']);
    const twice = (one: z.ZodType) => z.object({ first: one, second: one });
    expect(lines(twice(tree), twice(numberedTree))).toEqual([
      'input.first.name: was string, is number',
      'input.second.name: was string, is number',
    ]);
  });

  it('takes an assertion that it cannot compare for narrower where it is new, and for none where it went', () => {
    const plain = { type: 'object' };
    const ruled = { type: 'object', dependentRequired: { a: ['b'] } };
    expect(narrowings(plain, ruled, 'input').map(inputLine)).toEqual([
      'input: was under no rule "dependentRequired", is under one that cannot be compared',
    ]);
    expect(narrowings(ruled, ruled, 'input')).toEqual([]);
    expect(narrowings(ruled, plain, 'input')).toEqual([]);
  });

  it('says it of outputs the other way round: the new one gives what was not promised', () => {
    const before = announced(z.object({ n: z.int(), kind: z.enum(['a']), sum: z.int() }));
    const after = announced(z.object({ n: z.string(), kind: z.enum(['a', 'b']), more: z.string() }));
    expect(narrowings(after, before, 'output').map(outputLine)).toEqual([
      'output.n: was integer, is string',
      'output.kind: may be "b" now',
      'output.sum: was required and is gone',
    ]);
  });
});
