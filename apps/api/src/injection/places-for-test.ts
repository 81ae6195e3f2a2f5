import { takesBody, type AnyOperation } from '@kickoff/api-contract';
import { z } from 'zod';

/** A place of a request where a text may stand, by the names that lead to it: `body.jobs.0.type`. */
export type Place = readonly string[];

interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
}

const DEEPEST = 8;

/** Every place of an operation's requests where a text may stand, from its schemas. */
export function placesOf(operation: AnyOperation): Place[] {
  const { params, query, body } = operation;
  const found = Object.entries({ params, query, ...(takesBody(operation) ? { body } : {}) }).flatMap(
    ([part, schema]) => {
      const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
      return textsOf(root, [part], root);
    },
  );
  return [...new Map(found.map((place) => [place.join('.'), place])).values()];
}

function textsOf(schema: JsonSchema, at: Place, root: JsonSchema): Place[] {
  if (at.length > DEEPEST) return [];
  if (schema.$ref !== undefined) return textsOf(root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, at, root);
  const alternatives = schema.anyOf ?? schema.oneOf ?? [];
  if (alternatives.length > 0) return alternatives.flatMap((each) => textsOf(each, at, root));
  if (schema.type === 'array') return textsOf(schema.items ?? {}, [...at, '0'], root);
  if (schema.type === 'object') {
    const { properties = {}, additionalProperties } = schema;
    const values = typeof additionalProperties === 'object' ? textsOf(additionalProperties, [...at, 'any'], root) : [];
    return [...Object.entries(properties).flatMap(([name, each]) => textsOf(each, [...at, name], root)), ...values];
  }
  return schema.type === undefined || schema.type === 'string' ? [at] : [];
}

/** A copy of a request with a text at a place; lists and objects that lead to it are made. */
export function withText(request: unknown, [name, ...rest]: Place, text: string): unknown {
  if (name === undefined) return text;
  const isList = name === '0';
  const given =
    typeof request === 'object' && request !== null && Array.isArray(request) === isList ? request : undefined;
  const changed = withText((given as Record<string, unknown> | undefined)?.[name], rest, text);
  return isList ? [changed, ...((given as unknown[] | undefined) ?? []).slice(1)] : { ...given, [name]: changed };
}
