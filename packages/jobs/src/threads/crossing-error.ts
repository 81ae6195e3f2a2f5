import * as catalogue from '@kickoff/contracts';
import { KickoffError } from '@kickoff/contracts';

/**
 * Errors on their way between a worker and its threads. What crosses is data; on the other side it is made an error again, of
 * the nearest class that both sides know: the catalogue's and the language's own. Of a class from elsewhere its name and
 * fields survive (so its `code`, too), and it is an instance of its nearest known ancestor.
 */
export type CrossingError =
  | {
      name: string;
      message: string;
      stack: string | undefined;
      /** Names of its classes, its own first. */
      lineage: readonly string[];
      /** Its own enumerable properties that can cross. */
      fields: Readonly<Record<string, unknown>>;
      cause: CrossingError | undefined;
    }
  /** Thrown, but no error. */
  | { thrown: unknown };

/** Causes further down do not cross. */
const MAX_DEPTH = 8;

type ErrorClass = new (...args: never[]) => Error;

const KNOWN: ReadonlyMap<string, ErrorClass> = new Map(
  [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, ...Object.values<unknown>(catalogue)]
    .filter(isErrorClass)
    .map((known) => [known.name, known]),
);

/** An error as data. */
export function packError(error: unknown, depth = 0): CrossingError {
  if (!(error instanceof Error)) return { thrown: canCross(error) ? error : String(error) };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    lineage: lineageOf(error),
    fields: Object.fromEntries(Object.entries(error).filter(([, value]) => canCross(value))),
    cause: error.cause === undefined || depth >= MAX_DEPTH ? undefined : packError(error.cause, depth + 1),
  };
}

/** The error that `packError` was given, or its nearest kin. */
export function unpackError(packed: CrossingError): unknown {
  if ('thrown' in packed) return packed.thrown;
  const { name, message, stack, lineage, fields, cause } = packed;
  const error = new Error(message, cause && { cause: unpackError(cause) });
  const known = lineage.map((ancestor) => KNOWN.get(ancestor)).find((found) => found !== undefined);
  // A class of the catalogue has fields in place of a constructor that fits all, so the instance is made without it.
  if (known) Object.setPrototypeOf(error, known.prototype as object);
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
  Object.assign(error, fields);
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}

/** Whether it is the platform's complaint that a value cannot be cloned. */
export function isCloneError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'DataCloneError';
}

function lineageOf(error: Error): string[] {
  const names: string[] = [];
  for (let kind: unknown = Object.getPrototypeOf(error); kind instanceof Object; kind = Object.getPrototypeOf(kind))
    names.push(kind.constructor.name);
  return names;
}

function canCross(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === 'function' && value !== KickoffError && (value === Error || value.prototype instanceof Error);
}
