import type { Role } from '@kickoff/contracts';
import { z } from 'zod';

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** Nothing: no parameters, an empty query, no body. */
const Nothing = z.strictObject({});
type Nothing = typeof Nothing;
const NoBody = z.undefined({ error: 'this operation takes no body' });

/** What `defineOperation` takes. */
export interface OperationOptions<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  /** camelCase verb and noun, unique; the name of the controller's method and of the client's types. */
  id: string;
  method: Method;
  /** Below `/api/v1`, e.g. `/jobs/{id}/cancel`. */
  path: string;
  /** One line for lists. */
  summary: string;
  /** What a caller must know besides. */
  description?: string;
  /** Who may call it. */
  role: Role | 'public';
  /** Of the path; every name in braces. */
  params?: Params;
  query?: Query;
  body?: Body;
  /** By the one status of success: what is answered then. */
  answers: Readonly<Record<number, Answer>>;
  /** Codes of the catalogue that callers of this operation should know, besides those of every operation. */
  errors?: readonly string[];
  /** A GET of the same path whose answer is the resource that this one changes: for `If-Match` and for the audit. */
  changes?: AnyOperation;
  /** Names of the answer's fields that are shown once: neither stored for a repeated request nor in the audit. */
  secrets?: readonly string[];
  /** A write that is not worth a line in the audit, because it changes nothing. Default false. */
  unaudited?: boolean;
  /** A request body and an answer, for the documentation; a test holds them against the schemas. */
  example: { body?: z.input<Body>; answer: z.output<Answer> };
}

/** One operation of the control API: everything that its server, its documentation and its clients need to agree on. */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> extends Omit<OperationOptions<Params, Query, Body, Answer>, 'answers' | 'example'> {
  params: Params;
  query: Query;
  body: Body;
  /** Status of success. */
  status: number;
  answer: Answer;
  errors: readonly string[];
  secrets: readonly string[];
  example: { body?: unknown; answer: unknown };
}

/** Any operation, for lists that mix them. */
export type AnyOperation = Operation;

/** What a controller gets, after validation. */
export interface RequestOf<O extends AnyOperation> {
  params: z.output<O['params']>;
  query: z.output<O['query']>;
  body: z.output<O['body']>;
}

/** What a controller answers. */
export type AnswerOf<O extends AnyOperation> = z.input<O['answer']>;

/**
 * Describes one operation.
 *
 * @throws Error when path and parameters disagree, or there is not one answer
 */
export function defineOperation<
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodType,
>(options: OperationOptions<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  const { id, path, answers } = options;
  // What is left out has its default type, which the compiler cannot know to be these.
  const params = options.params ?? (Nothing as z.ZodObject as Params);
  const query = options.query ?? (Nothing as z.ZodObject as Query);
  const body = options.body ?? (NoBody as z.ZodType as Body);
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = Object.keys(params.shape);
  if (named.join() !== declared.join())
    throw new Error(`operation ${id}: ${path} names ${named.join(', ')}, but params has ${declared.join(', ')}`);
  const [[status, answer] = [], ...others] = Object.entries(answers);
  if (!status || !answer || others.length > 0) throw new Error(`operation ${id} must have one answer of success`);
  const { errors = [], secrets = [] } = options;
  return { ...options, params, query, body, status: Number(status), answer, errors, secrets };
}

/** Whether requests of an operation have a body. */
export function takesBody({ body }: AnyOperation): boolean {
  return body !== NoBody;
}
