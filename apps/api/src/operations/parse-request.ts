import { RequestInvalid } from '@kickoff/contracts';
import { unstorableTexts } from './unstorable-texts.js';
import type { AnyOperation, RequestOf } from '@kickoff/api-contract';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/**
 * The request as the operation's schemas make it.
 *
 * @throws RequestInvalid with every place that is wrong
 */
export function parseRequest(
  operation: AnyOperation,
  { params, query, body }: Pick<FastifyRequest, 'params' | 'query' | 'body'>,
): RequestOf<AnyOperation> {
  const issues: { path: string; message: string }[] = [];
  const read = (schema: z.ZodType | undefined, part: string, value: unknown): unknown => {
    issues.push(...unstorableTexts(value, part));
    const parsed = schema?.safeParse(value ?? undefined);
    if (parsed && !parsed.success) issues.push(...parsed.error.issues.flatMap((issue) => describe(issue, [part])));
    return parsed?.data;
  };
  const request = {
    params: read(operation.params, 'path', params ?? {}),
    query: read(operation.query, 'query', withLists(operation.query, query ?? {})),
    body: read(operation.body, 'body', body),
  };
  if (issues.length > 0) throw new RequestInvalid(operation.id, issues);
  return request as RequestOf<AnyOperation>;
}

/** A list of a query that is given once is a list of one. */
function withLists(schema: z.ZodObject, query: object): object {
  const shape: Partial<Record<string, z.ZodType>> = schema.shape;
  const isList = (name: string) => {
    const field = shape[name];
    return (field instanceof z.ZodOptional ? field.unwrap() : field) instanceof z.ZodArray;
  };
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, isList(name) && !Array.isArray(value) ? [value] : value]),
  );
}

/** Of a union the alternative that the value came nearest to, which is the one with the deepest or fewest problems. */
function describe(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): { path: string; message: string }[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!;
    return nearest.flatMap((inner) => describe(inner, path));
  }
  return [{ path: path.map(String).join('.'), message: issue.message }];
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(({ path }) => path.length));
}
