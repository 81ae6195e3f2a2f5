import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem.js';

/** Longer than any name that a path may have in it, percent-encoded. */
export const LONGEST_PATH_PART = 2_000;

/** Answers what no route gets to see: a path that cannot be decoded, or with a part that is too long. */
export function answerUnroutable(error: Error, { id, url }: FastifyRequest, reply: FastifyReply): void {
  const path = url.replace(/\?.*$/s, '').slice(0, LONGEST_PATH_PART);
  const problem = { ...problemOf(error, path), requestId: id };
  void reply
    .header('X-Request-Id', id)
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}
