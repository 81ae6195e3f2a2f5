import { databaseJson, databaseText } from './json.js';

/**
 * How rows travel to PostgreSQL: each column as one array, which it reads several times faster than JSON records of many
 * fields. Undefined and null are NULL.
 */

/** `time`: milliseconds since the epoch, a timestamptz in the table. */
export type ColumnType = 'uuid' | 'text' | 'text[]' | 'integer' | 'smallint' | 'boolean' | 'time' | 'jsonb';

/** Columns of a table by name, in the order of the parameters. */
export type Columns<Row> = { readonly [Name in keyof Row & string]: ColumnType };

/** Types on the wire; those of the table follow from them in the select list. */
const SENT_AS: Partial<Record<ColumnType, string>> = { time: 'double precision', 'text[]': 'text' };

/** `SELECT <columns> FROM <arrays>`, for an INSERT of these columns; $1 and on are `columnArrays`. */
export function selectRows<Row>(columns: Columns<Row>, orderBy: string): string {
  const entries = Object.entries<ColumnType>(columns);
  const arrays = entries.map(([, type], index) => `$${index + 1}::${SENT_AS[type] ?? type}[]`);
  const values = entries.map(([name, type]) => {
    if (type === 'time') return `to_timestamp(${name} / 1000)`;
    return type === 'text[]' ? `${name}::text[]` : name;
  });
  const names = entries.map(([name]) => name).join(', ');
  return `SELECT ${values.join(', ')}\nFROM unnest(${arrays.join(', ')}) AS folded (${names})\nORDER BY ${orderBy}`;
}

/** One array literal for each column; null, which costs nothing, for a column that no row has a value of. */
export function columnArrays<Row>(columns: Columns<Row>, rows: readonly Row[]): (string | null)[] {
  return Object.entries<ColumnType>(columns).map(([name, type]) => arrayOf(rows, name as keyof Row, ELEMENT[type]));
}

function arrayOf<Row>(rows: readonly Row[], name: keyof Row, elementOf: (value: unknown) => string): string | null {
  let literal = '{';
  let isEmpty = true;
  for (const row of rows) {
    const value = row[name];
    const isNull = value === undefined || value === null;
    if (!isNull) isEmpty = false;
    literal += literal.length > 1 ? ',' : '';
    literal += isNull ? 'NULL' : elementOf(value);
  }
  return isEmpty ? null : `${literal}}`;
}

const plain = (value: unknown): string => String(value);
const text = (value: unknown): string => quoted(databaseText(value as string));
/** PostgreSQL takes later times than those who read the record can hold. */
const time = (value: unknown): string => {
  if (Math.abs(value as number) <= LAST_MS) return String(value);
  throw new RangeError(`${String(value)} is no time in milliseconds since the epoch`);
};
const LAST_MS = 8.64e15;
const ELEMENT: Record<ColumnType, (value: unknown) => string> = {
  uuid: text,
  text,
  'text[]': (values) => quoted(`{${(values as string[]).map(text).join(',')}}`),
  integer: plain,
  smallint: plain,
  boolean: plain,
  time,
  jsonb: (value) => quoted(databaseJson(value)),
};

function quoted(value: string): string {
  return `"${NEEDS_ESCAPE.test(value) ? value.replace(/["\\]/g, String.raw`\$&`) : value}"`;
}

const NEEDS_ESCAPE = /["\\]/;
