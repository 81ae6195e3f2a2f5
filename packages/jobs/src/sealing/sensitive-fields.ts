import { Redactor } from './redactor.js';
import { isSealed, openValue, sealValue } from './sealed-value.js';
import type { SealingKeys } from './sealing-keys.js';

/** Paths as `card.number` or `cards.*.number`, where `*` is every element of a list or field of an object. */
type Paths = readonly string[];

/** A copy of the input whose sensitive fields are sealed. Paths that are absent are left out. */
export function sealFields(input: unknown, paths: Paths, workload: string, keys: SealingKeys): unknown {
  return mapFields(input, paths, (value) => sealValue(value, workload, keys));
}

/**
 * A copy of the input in which every sealed value is clear, wherever it stands: the paths may have been those of an older
 * version.
 *
 * @throws SealingKeyUnknown, SealBroken
 */
export function openFields(input: unknown, workload: string, keys: SealingKeys, opened: unknown[]): unknown {
  if (isSealed(input)) {
    const value = openValue(input, workload, keys);
    opened.push(value);
    return value;
  }
  if (Array.isArray(input)) return input.map((part) => openFields(part, workload, keys, opened));
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, part]) => [name, openFields(part, workload, keys, opened)]),
  );
}

/** Values of the fields at these paths. */
export function valuesAt(input: unknown, paths: Paths): unknown[] {
  const values: unknown[] = [];
  mapFields(input, paths, (value) => {
    values.push(value);
    return value;
  });
  return values;
}

/** Hides the values of these fields. */
export function redactorOf(input: unknown, paths: Paths): Redactor {
  return new Redactor(valuesAt(input, paths));
}

function mapFields(input: unknown, paths: Paths, change: (value: unknown) => unknown): unknown {
  return paths.reduce((changed, path) => mapField(changed, path.split('.'), change), input);
}

function mapField(value: unknown, [name, ...rest]: string[], change: (value: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  // Sealed already, by a path above this one.
  if (name === undefined || isSealed(value)) return isSealed(value) ? value : change(value);
  if (typeof value !== 'object' || value === null) return value;
  const inner = (part: unknown) => mapField(part, rest, change);
  if (Array.isArray(value))
    return value.map((part, index) => (name === '*' || name === String(index) ? inner(part) : (part as unknown)));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, name === '*' || name === key ? inner(part) : (part as unknown)]),
  );
}
