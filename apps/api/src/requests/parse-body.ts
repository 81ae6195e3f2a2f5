import type { RawBodyRequest } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { BodyTooDeep } from '@kickoff/contracts';

export interface BodyLimits {
  bytes: number;
  depth: number;
}

/**
 * Reads bodies as JSON within limits, so that no request takes memory or time beyond its worth. The bytes stay with the request as
 * `rawBody` (Nest's `RawBodyRequest`), for routes that check a signature.
 */
export function parseBodies(app: NestFastifyApplication, { bytes, depth }: BodyLimits): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: bytes }, (request, body, done) => {
    const text = body.toString();
    (request as RawBodyRequest<FastifyRequest>).rawBody = body;
    // Many clients name the type of a body that they do not send.
    if (text === '') return done(null, undefined);
    if (isDeeper(text, depth))
      return done(new BodyTooDeep(`the body's lists and objects lie more than ${depth} deep in each other`), undefined);
    return void parse(request as FastifyRequest, text, done);
  });
}

/** Before it is parsed, which takes the stack. Brackets in texts do not count. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
