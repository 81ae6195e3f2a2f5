import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { takesBody, type AnyOperation } from '../define-operation.js';
import { OPERATIONS } from '../operations.js';
import { Problem } from '../schemas/problem.js';
import { headersOf } from './request-headers.js';

/** What the operations have in common, as their documentation says it. */
const INTRODUCTION = `Errors are problem documents (RFC 9457) whose \`code\` is of the catalogue. Every answer has \`X-Request-Id\`.
A key goes into \`Authorization: Bearer kk_…\`.`;

/** The OpenAPI 3.1 document of the control API, made from the operations. */
export function openApiDocument(version: string): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase() as 'get'] = describe(operation);
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Kickoff', version, description: INTRODUCTION },
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of this API.' } } },
    paths,
  });
}

function describe(operation: AnyOperation): ZodOpenApiOperationObject {
  const { id, path, summary, description, role, params, query, body, status, answer, errors, example } = operation;
  return {
    operationId: id,
    summary,
    description: [description, role === 'public' ? 'Needs no key.' : `Asks for the role ${role}.`]
      .filter(Boolean)
      .join('\n\n'),
    tags: [path.split('/')[1]!],
    security: role === 'public' ? [] : [{ key: [] }],
    requestParams: {
      ...(Object.keys(params.shape).length > 0 ? { path: params } : {}),
      ...(Object.keys(query.shape).length > 0 ? { query } : {}),
      header: headersOf(operation),
    },
    ...(takesBody(operation)
      ? { requestBody: { content: { 'application/json': { schema: body, example: example.body } } } }
      : {}),
    responses: {
      [String(status)]: {
        description: 'Done.',
        ...(status === 204 ? {} : { content: { 'application/json': { schema: answer, example: example.answer } } }),
      },
      default: {
        description: errors.length > 0 ? `A problem: ${errors.join(', ')}, or one of every operation.` : 'A problem.',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  };
}
