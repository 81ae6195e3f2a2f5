import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** The ETag of an answer: strong, over the bytes that are sent. */
export function entityTag(answer: unknown): string {
  return `"${createHash('sha256')
    .update(JSON.stringify(answer) ?? '')
    .digest('base64url')
    .slice(0, 27)}"`;
}

/** Whether a header `If-Match` or `If-None-Match` names this ETag. */
export function matches(header: string, tag: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** Answers 304 without a body to those who have what would be sent. */
export function answerUnchanged(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const [tag, known] = [reply.getHeader('ETag'), request.headers['if-none-match']];
    if (request.method !== 'GET' || reply.statusCode !== 200 || typeof tag !== 'string' || known === undefined)
      return payload;
    if (!matches(known, tag)) return payload;
    void reply.code(304).removeHeader('Content-Type').removeHeader('Content-Length');
    return '';
  });
}
