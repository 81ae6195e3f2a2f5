import type { JsonSchema } from './json-schema.js';

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema: JsonSchema;
}

interface DescribedOperation {
  operationId: string;
  security: readonly object[];
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
}

/** The OpenAPI document, as far as requests are made of it. */
export interface ApiDocument {
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

/** An operation as the document describes it. */
export interface Operation {
  id: string;
  method: string;
  /** Below `/api/v1`, with parameters in braces. */
  path: string;
  isPublic: boolean;
  params: JsonSchema;
  query: JsonSchema;
  headers: JsonSchema;
  body: JsonSchema | undefined;
  /** Status of success. */
  status: number;
  answer: JsonSchema;
}

export function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const [[status, response] = ['', {}]] = Object.entries(described.responses);
      const parametersIn = (place: Parameter['in']) =>
        asObject(described.parameters?.filter((each) => each.in === place));
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        isPublic: described.security.length === 0,
        params: parametersIn('path'),
        query: parametersIn('query'),
        headers: parametersIn('header'),
        body: described.requestBody?.content['application/json'].schema,
        status: Number(status),
        answer: response.content?.['application/json']?.schema ?? {},
      };
    }),
  );
}

function asObject(parameters: readonly Parameter[] = []): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}
